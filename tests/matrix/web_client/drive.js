// A person uses the web client in a browser: asks the bot, reads its answer, reacts to it, reads
// what it says to that. Prints, as one line of JSON, what was shown, and takes a picture.
// node drive.js CHROMIUM HOMESERVER USER PASSWORD BOT_NAME QUESTION TITLE PICTURE
import { context } from "esbuild";
import { chromium } from "playwright-core";

const [executablePath, homeserver, user, password, bot, question, title, picture] =
  process.argv.slice(2);
const PATIENCE = 25000;
const HELPFUL = "👍";
const OFFERED = ["1️⃣", "2️⃣", "3️⃣", "⏰", HELPFUL, "👎"];
const SIZE = { width: 900, height: 1094 };

async function served() {
  const made = await context({
    entryPoints: ["main.js", "node_modules/hydrogen-view-sdk/lib-build/sw.js"],
    entryNames: "[name]",
    outdir: ".",
    bundle: true,
    format: "esm",
    external: ["crypto", "fs", "path"],
    logLevel: "silent",
    write: false,
  });
  const { port } = await made.serve({ servedir: ".", host: "127.0.0.1" });
  return { url: `http://127.0.0.1:${port}`, close: () => made.dispose() };
}

async function login(page) {
  await page.getByLabel("Homeserver").fill(homeserver);
  await page.getByLabel("Homeserver").press("Tab");
  await page.getByLabel("Username").fill(user);
  await page.getByLabel("Password").fill(password);
  await page.getByRole("button", { name: "Log In" }).click();
}

async function enter(page) {
  await page.locator(".RoomList a", { hasText: bot }).click();
  await page.getByText(`${bot} joined the room`).waitFor();
}

async function ask(page) {
  await page.getByPlaceholder("Send an encrypted message…").fill(question);
  await page.getByRole("button", { name: "Send", exact: true }).click();
  const answer = page.locator(".Timeline_message", { hasText: title }).first();
  await answer.waitFor();
  return answer;
}

function reaction(answer, key, count) {
  return answer.getByRole("button", { name: `${key} ${count}`, exact: true });
}

async function react(page, answer) {
  for (const key of OFFERED) await reaction(answer, key, 1).waitFor();
  await reaction(answer, HELPFUL, 1).click();
  await reaction(answer, HELPFUL, 2).waitFor();
  const thanks = page.locator(".Timeline_message", { hasText: "Thank you" });
  await thanks.waitFor();
  return thanks;
}

async function take(page, answer) {
  await page.mouse.move(0, 0);
  await answer.evaluate((shown) => shown.scrollIntoView({ block: "end" }));
  await page.evaluate(() => document.fonts.ready);
  await page.screenshot({ path: picture, animations: "disabled" });
}

async function used(page, url) {
  page.setDefaultTimeout(PATIENCE);
  await page.goto(url);
  await login(page);
  await enter(page);
  const answer = await ask(page);
  const thanks = await react(page, answer);
  await take(page, answer);
  return { answer: await answer.innerText(), thanks: await thanks.innerText() };
}

const site = await served();
const browser = await chromium.launch({
  executablePath,
  args: ["--no-sandbox", "--headless=new"],
});
try {
  const page = await browser.newPage({ viewport: SIZE, deviceScaleFactor: 2 });
  console.log(JSON.stringify(await used(page, site.url)));
} finally {
  await browser.close();
  await site.close();
}
