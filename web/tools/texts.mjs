// Texts are complete: every key is in both languages, is used, and does not say the same in both.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const source = fileURLToPath(new URL("../src", import.meta.url));
const read = (name) => JSON.parse(readFileSync(join(source, "i18n", name), "utf8"));
const [en, zh, same] = ["en.json", "zh.json", "same.json"].map(read);

const code = readdirSync(source, { recursive: true })
  .filter((name) => /\.tsx?$/.test(name))
  .map((name) => readFileSync(join(source, name), "utf8"))
  .join("\n");
const literals = new Set([...code.matchAll(/["'`]([a-z][\w.-]*\.[\w.-]+)["'`]/g)].map((found) => found[1]));
// `t(`role.${name}`)` uses every key that begins so.
const beginnings = [...code.matchAll(/`([a-z][\w.]*\.)\$\{/g)].map((found) => found[1]);
const used = (key) => literals.has(key) || beginnings.some((start) => key.startsWith(start));
const text = (value) => (typeof value === "string" ? value : JSON.stringify(value));
const names = (value) => [...new Set(text(value).match(/\{\w+\}/g) ?? [])].sort().join();

const findings = [];
for (const key of new Set([...Object.keys(en), ...Object.keys(zh)])) {
  if (!(key in en)) findings.push(`${key} is missing in English`);
  else if (!(key in zh)) findings.push(`${key} is missing in Chinese`);
  else if (text(en[key]) === text(zh[key]) && !same.includes(key)) findings.push(`${key} says the same in both`);
  else if (names(en[key]) !== names(zh[key])) findings.push(`${key} fills in other values in Chinese`);
  if (!used(key)) findings.push(`${key} is used nowhere`);
}
if (findings.length) {
  console.error(findings.join("\n"));
  process.exit(1);
}
console.log(`${Object.keys(en).length} texts in two languages`);
