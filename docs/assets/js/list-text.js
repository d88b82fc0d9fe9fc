// @ts-check
/* A list with minutes and their sum, to take along: as Markdown, and as formatted text for wikis and documents. No document
   here. */

import { escaped, inMarkdown } from "./copies.js";
import { spoken } from "./times.js";

/** @typedef {{ title: string, url: string, minutes: number, note?: string, done?: boolean }} Row */
/** @typedef {{ title: string, rows: Row[] }} Group */
/** @typedef {{ title: string, url: string, about?: string, groups: Group[] }} Listing */

const sum = (/** @type {Row[]} */ rows) => rows.reduce((before, { minutes }) => before + minutes, 0);
const total = (/** @type {Listing} */ { groups }) => `In all: ${spoken(sum(groups.flatMap(({ rows }) => rows)))}`;

/** The list as Markdown, with boxes to tick. */
export function markdownOf(/** @type {Listing} */ list) {
  const { title, url, about, groups } = list;
  const row = (/** @type {Row} */ one) => {
    const note = one.note ? `: ${inMarkdown(one.note)}` : "";
    return `- [${one.done ? "x" : " "}] [${inMarkdown(one.title)}](${one.url}), ${spoken(one.minutes)}${note}`;
  };
  const sections = groups.map((group) => {
    const head = groups.length > 1 ? [`## ${inMarkdown(group.title)} (${spoken(sum(group.rows))})`, ""] : [];
    return [...head, ...group.rows.map(row), ""].join("\n");
  });
  const head = [`# ${inMarkdown(title)}`, "", ...(about ? [about, ""] : [])];
  return `${[...head, ...sections].join("\n")}\n${total(list)}. From the [ML PM Handbook](${url}), CC BY 4.0.\n`;
}

/** The list as formatted text, with what it is where only plain text is taken. */
export function richOf(/** @type {Listing} */ list) {
  const { title, url, about, groups } = list;
  const row = (/** @type {Row} */ one) => {
    const link = `<a href="${escaped(one.url)}">${escaped(one.title)}</a>`;
    const tick = one.done ? "✓ " : "";
    return `<li>${tick}${link}, ${spoken(one.minutes)}${one.note ? `: ${escaped(one.note)}` : ""}</li>`;
  };
  const sections = groups.map((group) => {
    const head = groups.length > 1 ? `<h2>${escaped(group.title)} (${spoken(sum(group.rows))})</h2>` : "";
    return `${head}<ul>${group.rows.map(row).join("")}</ul>`;
  });
  const source = `<p>${total(list)}. From the <a href="${escaped(url)}">ML PM Handbook</a>, CC BY 4.0.</p>`;
  const html = `<h1>${escaped(title)}</h1>${about ? `<p>${escaped(about)}</p>` : ""}${sections.join("")}${source}`;
  return { text: markdownOf(list), html };
}
