// @ts-check
/* The meeting card: what a term is, what one decides, what to ask and what to beware of, on one screen: to read out, to copy as
   text, to print, to link to with #card. Its words are those of the page. */

import { copyText, select } from "./clipboard.js";
import { about, element, part, parts, runs } from "./element.js";

const FRAGMENT = "#card";

/** @typedef {{ title: string, definition: string, decide: string, asked: string, ask: string[], trap: string, url: string }} Card */

const words = (/** @type {string} */ selector) => part(selector).textContent.trim();

/** @type {Card} */
const card = {
  title: words("article h1"),
  definition: words(".hb-term .hb-lead"),
  decide: words(".hb-term .hb-bridge > :last-child dd"),
  asked: words("#ask"),
  ask: parts(".hb-ask li").map((one) => one.textContent.trim()),
  trap: words(".hb-trap p"),
  url: location.origin + location.pathname,
};

/* For a chat or notes, where marks of Markdown may be printed as they are. */
const asText = (/** @type {Card} */ { title, definition, decide, asked, ask, trap, url }) =>
  [
    title,
    definition,
    "",
    `What you decide: ${decide}`,
    "",
    `${asked}:`,
    ...ask.map((one) => `- ${one}`),
    "",
    `The trap: ${trap}`,
    "",
    `${title} (ML PM Handbook): ${url}`,
  ].join("\n");

/** @type {HTMLDialogElement | undefined} */
let shown;

function made() {
  const { title, definition, decide, asked, ask, trap, url } = card;
  const heading = element("h2", { id: "hb-meeting-title", tabindex: "-1", autofocus: "" }, title);
  const text = element(
    "div",
    {},
    heading,
    element("p", {}, definition),
    element("h3", {}, "What you decide"),
    element("p", {}, decide),
    element("h3", {}, asked),
    element("ul", {}, ...ask.map((one) => element("li", {}, one))),
    element("h3", {}, "The trap"),
    element("p", {}, trap),
    element("p", { class: "hb-meeting__from" }, `ML PM Handbook: ${url}`),
  );
  const said = element("p", { role: "status" });
  const dialog = element("dialog", { class: "hb-meeting", "aria-labelledby": heading.id });
  const copied = async (/** @type {string} */ what, /** @type {string} */ copy) => {
    if (await copyText(copy, dialog)) said.textContent = `Copied: ${what}.`;
    else {
      select(text);
      said.textContent = "This browser won't let the page copy. The card is selected: copy it with your keyboard.";
    }
  };
  /** @type {[string, () => unknown][]} */
  const deeds = [
    ["Copy as text", () => copied("the card as text", asText(card))],
    ["Copy link", () => copied("a link to this card", url + FRAGMENT)],
    ["Print", () => print()],
  ];
  const buttons = deeds.map(([name, deed]) => {
    const button = element("button", { type: "button" }, name);
    button.addEventListener("click", deed);
    return button;
  });
  const close = element("button", { type: "button", class: "hb-meeting__close", "aria-label": "Close the card" }, "×");
  close.addEventListener("click", () => dialog.close());
  dialog.append(text, close, element("div", { class: "hb-meeting__tools" }, ...buttons, said));
  /* Outside it is the backdrop, which is the dialog itself for events. */
  dialog.addEventListener("click", ({ target, clientX: x, clientY: y }) => {
    const { left, right, top, bottom } = dialog.getBoundingClientRect();
    if (target === dialog && (x < left || x > right || y < top || y > bottom)) dialog.close();
  });
  dialog.addEventListener("close", () => {
    said.textContent = "";
    if (location.hash === FRAGMENT) history.replaceState(null, "", location.pathname + location.search);
  });
  part(".md-content__inner").append(dialog);
  return dialog;
}

function open() {
  shown ??= made();
  if (!shown.open) shown.showModal();
}

const openIfAsked = () => location.hash === FRAGMENT && open();

document.addEventListener("click", (event) => {
  if (about(event, ".hb-card-open")) open();
});
addEventListener("hashchange", openIfAsked);
openIfAsked();
runs("card");
