// A strict client asks the bot in an encrypted room and prints, as one line of JSON, what it read.
// node ask.js HOMESERVER USER PASSWORD BOT QUESTION
import { createClient, MatrixEventEvent, RoomEvent } from "matrix-js-sdk";
import { OnlySignedDevicesIsolationMode } from "matrix-js-sdk/lib/crypto-api/index.js";

const [homeserver, user, password, bot, question] = process.argv.slice(2);
const PATIENCE = 40000;

// Node.js 20 lacks it, and the library needs it.
Promise.withResolvers ??= function () {
  const made = {};
  made.promise = new Promise((resolve, reject) => Object.assign(made, { resolve, reject }));
  return made;
};

const quiet = { trace() {}, debug() {}, info() {}, warn() {}, error() {}, getChild: () => quiet };

async function entered() {
  const first = createClient({ baseUrl: homeserver, logger: quiet });
  const identifier = { type: "m.id.user", user };
  const login = { type: "m.login.password", identifier, password };
  const made = await first.loginRequest(login);
  const client = createClient({
    baseUrl: homeserver,
    userId: made.user_id,
    accessToken: made.access_token,
    deviceId: made.device_id,
    logger: quiet,
  });
  await client.initRustCrypto({ useIndexedDB: false });
  client.getCrypto().setDeviceIsolationMode(new OnlySignedDevicesIsolationMode());
  await client.getCrypto().bootstrapCrossSigning({
    authUploadDeviceSigningKeys: (upload) => upload(login),
  });
  return client;
}

function heard(client, room) {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("nothing was heard in time")), PATIENCE);
    const read = (event) => {
      if (event.getRoomId() !== room || event.getSender() !== bot) return;
      if (event.getType() === "m.room.message" && !event.isDecryptionFailure()) resolve(event);
    };
    client.on(RoomEvent.Timeline, read);
    client.on(MatrixEventEvent.Decrypted, read);
  });
}

function joined(client, room) {
  return new Promise((resolve) => {
    const look = () => {
      const member = client.getRoom(room)?.getMember(bot);
      if (member?.membership === "join") resolve();
      else setTimeout(look, 50);
    };
    look();
  });
}

const client = await entered();
await client.startClient({ initialSyncLimit: 10 });
const { room_id: room } = await client.createRoom({
  invite: [bot],
  is_direct: true,
  initial_state: [
    { type: "m.room.encryption", state_key: "", content: { algorithm: "m.megolm.v1.aes-sha2" } },
  ],
});
await joined(client, room);
const answer = heard(client, room);
await client.sendTextMessage(room, question);
const event = await answer;
const shield = await client.getCrypto().getEncryptionInfoForEvent(event);
console.log(
  JSON.stringify({
    body: event.getContent().body,
    encrypted: event.isEncrypted(),
    shield: shield?.shieldColour ?? null,
  }),
);
process.exit(0);
