// Opens the secrets of an account with its recovery key and prints them as one line of JSON.
// node recover.js HOMESERVER USER PASSWORD RECOVERY_KEY
import { createClient } from "matrix-js-sdk";
import { decodeRecoveryKey } from "matrix-js-sdk/lib/crypto-api/index.js";

const [homeserver, user, password, recoveryKey] = process.argv.slice(2);
const USAGES = ["master", "self_signing", "user_signing"];

const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, getChild: () => quiet };

const first = createClient({ baseUrl: homeserver, logger: quiet });
const identifier = { type: "m.id.user", user };
const made = await first.loginRequest({ type: "m.login.password", identifier, password });
const key = decodeRecoveryKey(recoveryKey);
const client = createClient({
  baseUrl: homeserver,
  userId: made.user_id,
  accessToken: made.access_token,
  deviceId: made.device_id,
  logger: quiet,
  cryptoCallbacks: {
    getSecretStorageKey: async ({ keys }) => {
      const [[name, about]] = Object.entries(keys);
      const fits = await client.secretStorage.checkKey(key, about);
      return fits ? [name, key] : null;
    },
  },
});

const secrets = {};
for (const usage of USAGES) {
  secrets[usage] = await client.secretStorage.get(`m.cross_signing.${usage}`);
}
await client.logout();
console.log(JSON.stringify(secrets));
