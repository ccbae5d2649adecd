// Lighthouse on a few pages and html-validate on all of them. Usage: node audit.mjs BASE PAGES.json
import { readFileSync } from "node:fs";
import * as launcher from "chrome-launcher";
import { HtmlValidate } from "html-validate";
import lighthouse from "lighthouse";

const [base, list] = process.argv.slice(2);
const pages = JSON.parse(readFileSync(list, "utf8"));
const LOOKED_AT = ["login", "today", "problems:list", "problems:problem", "portal:home"];
const LEAST = { accessibility: 0.95, "best-practices": 0.9 };
let faults = 0;

async function enter() {
  const first = await fetch(`${base}/demo/`);
  const token = (await first.text()).match(/name="csrfmiddlewaretoken" value="([^"]+)"/)[1];
  const jar = first.headers.getSetCookie().map((one) => one.split(";")[0]).join("; ");
  const answer = await fetch(`${base}/demo/`, {
    method: "POST", redirect: "manual", body: new URLSearchParams({ as: "office", csrfmiddlewaretoken: token }),
    headers: { Cookie: jar, Origin: base, Referer: `${base}/demo/` },
  });
  const cookies = answer.headers.getSetCookie().map((one) => one.split(";")[0]);
  if (answer.status !== 302 || !cookies.length) throw new Error(`could not enter: ${answer.status}`);
  return cookies.join("; ");
}

const cookie = await enter();
const validator = new HtmlValidate({
  extends: ["html-validate:standard"],
  rules: {
    "void-style": "off", "no-trailing-whitespace": "off", "attribute-boolean-style": "off", "attribute-empty-style": "off", "no-inline-style": "error",
    "long-title": "off", "prefer-native-element": "off", "no-implicit-button-type": "error", "svg-focusable": "off", "doctype-style": "off", "require-sri": "off", "form-dup-name": "off", "valid-autocomplete": "off",
  },
});
for (const [name, path] of Object.entries(pages)) {
  const answer = await fetch(base + path, { headers: { Cookie: cookie } });
  const report = await validator.validateString(await answer.text());
  for (const result of report.results)
    for (const one of result.messages.filter((message) => message.severity === 2)) {
      faults += 1;
      console.log(`${name}: ${one.ruleId} at ${one.line}:${one.column}: ${one.message}`);
    }
}
console.log(`html-validate: ${Object.keys(pages).length} pages, ${faults} faults`);

const chrome = await launcher.launch({ chromePath: process.env.CHROME_PATH, chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"] });
try {
  for (const name of LOOKED_AT) {
    const extraHeaders = name === "login" || name.startsWith("portal") ? {} : { Cookie: cookie };
    const found = await lighthouse(base + pages[name], { port: chrome.port, extraHeaders, onlyCategories: ["performance", "accessibility", "best-practices"], logLevel: "error" });
    const scores = Object.fromEntries(Object.values(found.lhr.categories).map((one) => [one.id, one.score]));
    console.log(`${name.padEnd(18)} ${Object.entries(scores).map(([id, score]) => `${id} ${Math.round(score * 100)}`).join("  ")}`);
    for (const [id, least] of Object.entries(LEAST))
      if (!(scores[id] >= least)) {
        faults += 1;
        console.log(`  ${id} is under ${least * 100}:`, Object.values(found.lhr.categories[id].auditRefs).map((ref) => found.lhr.audits[ref.id]).filter((audit) => audit.score !== null && audit.score < 1).map((audit) => audit.id).join(", "));
      }
  }
} finally {
  await chrome.kill();
}
process.exit(faults ? 1 : 0);
