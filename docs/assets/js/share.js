/* A menu on every entry: copy its link, Markdown, formatted text or a citation. The entry's words come from the API, so that
   what is copied is what programs get too. */

import { notice } from "./notice.js";

const ROOT = new URL("../../", import.meta.url);
const KINDS = { link: "Link", markdown: "Markdown", rich: "Formatted text", citation: "Citation" };
const HINTS = { link: "the address", markdown: "for a README", rich: "for Confluence, Notion, Google Docs", citation: "with licence and date" };

const GAP = 8; // Pixels between the menu and what it must not touch.

let menu;
let opener;

const escaped = (text) => text.replace(/[&<>"]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[sign]);
const inMarkdown = (text) => text.replace(/[\\[\]]/g, "\\$&");

async function entry(item) {
  const [kind, id] = item.split("/");
  const answer = await fetch(new URL(`api/v1/${kind}s/${id}.json`, ROOT));
  if (!answer.ok) throw new Error(`${answer.status}`);
  const found = await answer.json();
  return {
    title: found.title ?? found.question,
    words: found.definition ?? found.summary ?? found.why ?? "",
    url: new URL(found.page, ROOT).href,
    changed: found.last_changed,
  };
}

/* The text, and the HTML where there is some, for each kind of copy. */
const FORMS = {
  link: ({ url }) => ({ text: url }),
  markdown: ({ title, words, url }) => ({ text: `[${inMarkdown(title)}](${url})${words ? `: ${words}` : ""}` }),
  rich: (found) => ({
    text: `${found.title}${found.words ? `: ${found.words}` : ""} ${found.url}`,
    html: `<p><a href="${escaped(found.url)}"><strong>${escaped(found.title)}</strong></a>${found.words ? `: ${escaped(found.words)}` : ""}</p><p><em>ML PM Handbook, CC BY 4.0, last changed ${found.changed}</em></p>`,
  }),
  citation: ({ title, url, changed }) => ({ text: `“${title}”. ML PM Handbook, last changed ${changed}. ${url}. Licensed under CC BY 4.0.` }),
};

async function copy(kind, found) {
  const blob = (type, make) => found.then((data) => new Blob([make(FORMS[kind](data))], { type }));
  const types = { "text/plain": blob("text/plain", ({ text }) => text) };
  if (kind === "rich") types["text/html"] = blob("text/html", ({ html }) => html);
  /* Promises, since some browsers forget the click while the entry is being fetched. */
  await navigator.clipboard.write([new ClipboardItem(types)]);
}

function open(button) {
  close();
  opener = button;
  const found = entry(button.dataset.share);
  found.catch(() => {}); // Told when something is copied.
  menu = document.createElement("div");
  menu.className = "hb-share-menu";
  menu.popover = "manual"; // Above everything: a card cuts off what stands out of it.
  menu.setAttribute("role", "menu");
  menu.setAttribute("aria-label", "Copy");
  for (const [kind, name] of Object.entries(KINDS)) {
    const choice = document.createElement("button");
    const hint = document.createElement("span");
    choice.type = "button";
    choice.tabIndex = -1;
    choice.setAttribute("role", "menuitem");
    hint.textContent = ` ${HINTS[kind]}`;
    choice.append(name, hint);
    choice.addEventListener("click", async () => {
      try {
        await copy(kind, found);
        notice(`Copied: ${name.toLowerCase()} of “${(await found).title}”.`);
      } catch {
        notice("Nothing was copied: the browser refused, or the connection is gone.", { problem: true });
      }
      close(true);
    });
    menu.append(choice);
  }
  button.after(menu);
  menu.showPopover();
  place();
  button.setAttribute("aria-expanded", "true");
  menu.firstElementChild.focus({ preventScroll: true });
}

/* Above its button, or below where there is no room; never out of the window. */
function place() {
  const { left, top, bottom } = opener.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = menu;
  const header = document.querySelector(".md-header").getBoundingClientRect().bottom;
  const above = top - height - GAP;
  const x = Math.max(GAP, Math.min(left, document.documentElement.clientWidth - width - GAP));
  menu.style.left = `${x + scrollX}px`;
  menu.style.top = `${(above > header ? above : bottom + GAP) + scrollY}px`;
}

function close(back = false) {
  if (!menu) return;
  menu.remove();
  menu = undefined;
  opener.setAttribute("aria-expanded", "false");
  if (back) opener.focus();
}

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("button.hb-share");
  if (button) button === opener && menu ? close(true) : open(button);
  else if (menu && !menu.contains(event.target)) close();
});
addEventListener("resize", () => menu && place());
document.addEventListener("keydown", (event) => {
  if (!menu) return;
  const choices = [...menu.children];
  const here = choices.indexOf(document.activeElement);
  const to = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: choices.length - 1 }[event.key];
  if (to !== undefined) {
    choices.at(to % choices.length).focus();
    event.preventDefault();
  } else if (event.key === "Escape") close(true);
  else if (event.key === "Tab") close();
});
