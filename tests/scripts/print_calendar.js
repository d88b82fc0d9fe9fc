// @ts-check
/* Prints the calendar of a plan: node print_calendar.js <facts.json> <input as JSON> <wishes as JSON>. tests/test_calendar.py
   reads it with a real parser. */

import { readFileSync } from "node:fs";
import process from "node:process";
import { ics } from "../../docs/assets/js/calendar.js";
import { understood } from "../../docs/assets/js/facts.js";
import { plan } from "../../docs/assets/js/planner.js";

const [file = "", input = "", wishes = ""] = process.argv.slice(2);
const facts = understood(JSON.parse(readFileSync(file, "utf8")));
process.stdout.write(ics(plan(facts, JSON.parse(input)), JSON.parse(wishes)));
