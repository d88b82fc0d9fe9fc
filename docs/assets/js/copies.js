// @ts-check
/* What the share menu copies of an entry. No document here. */

/** @typedef {{ title: string, words: string, url: string, changed: string }} Entry */
/** @typedef {"link" | "markdown" | "rich" | "citation"} Form */

/** @type {Record<string, string>} */
const NAMES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text in HTML. */
export const escaped = (/** @type {string} */ text) => text.replace(/[&<>"]/g, (sign) => NAMES[sign] ?? sign);
/** A text in Markdown. */
export const inMarkdown = (/** @type {string} */ text) => text.replace(/[\\[\]]/g, "\\$&");

/**
 * The entry's text in one form; formatted text has HTML too.
 * @param {Form} form
 * @param {Entry} entry
 * @returns {{ text: string, html?: string }}
 */
export function copyOf(form, { title, words, url, changed }) {
  const then = words ? `: ${words}` : "";
  if (form === "link") return { text: url };
  if (form === "markdown") return { text: `[${inMarkdown(title)}](${url})${then}` };
  if (form === "citation") return { text: `“${title}”. ML PM Handbook, last changed ${changed}. ${url}. Licensed under CC BY 4.0.` };
  const link = `<a href="${escaped(url)}"><strong>${escaped(title)}</strong></a>`;
  return {
    text: `${title}${then} ${url}`,
    html: `<p>${link}${escaped(then)}</p><p><em>ML PM Handbook, CC BY 4.0, last changed ${changed}</em></p>`,
  };
}
