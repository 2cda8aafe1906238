// The types of the API, made from the document that the product serves: `node tools/types.mjs FILE`.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";
import { convertObj } from "swagger2openapi";

const root = fileURLToPath(new URL("../..", import.meta.url));
const python = process.env.PYTHON ?? `${root}.venv/bin/python`;
const script =
  "import sys, roadstead.api.plane; from roadstead.api.openapi import document; sys.stdout.buffer.write(document())";
const swagger = JSON.parse(execFileSync(python, ["-c", script], { cwd: root, maxBuffer: 1 << 26 }).toString());
const { openapi } = await convertObj(swagger, { patch: true, warnOnly: true });
const text = astToString(await openapiTS(openapi, { alphabetize: true }));
writeFileSync(process.argv[2], `// Made by \`npm run types\`.\n${text}`);
