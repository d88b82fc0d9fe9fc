// @ts-check
/* Opens the search: by the field in the header, by / and by Ctrl or Cmd with K. What it looks in, and with, is fetched when
   somebody turns to it. Without this script the field is a link to the glossary. */

import { about } from "./element.js";

const opener = document.querySelector(".hb-search-open");
const dialog = document.querySelector("#hb-search");
const field = dialog?.querySelector("input");

if (opener instanceof HTMLElement && dialog instanceof HTMLDialogElement && field) {
  /** @type {Promise<typeof import("./search-dialog.js")> | undefined} */
  let asked;

  /* Once, unless it fails. */
  const fetchIt = () => {
    asked ??= import("./search-dialog.js").catch((error) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };

  const turn = () => fetchIt().catch(() => undefined);

  /* Typing works before anything has come, and whoever types on asks again. */
  const failed = () => {
    const status = dialog.querySelector("[role=status]");
    if (status) status.textContent = "Search could not be loaded. Keep typing to try again.";
  };

  const open = (query = field.value) => {
    if (!dialog.open) dialog.showModal();
    field.value = query;
    field.dispatchEvent(new Event("input"));
    field.focus();
    field.select();
  };

  opener.setAttribute("role", "button");
  opener.setAttribute("aria-haspopup", "dialog");
  opener.setAttribute("aria-keyshortcuts", "/ Control+K Meta+K");
  opener.addEventListener("click", (event) => {
    event.preventDefault();
    open();
  });
  opener.addEventListener("keydown", (event) => {
    if (event.key !== " ") return;
    event.preventDefault();
    open();
  });
  for (const kind of ["pointerenter", "focus"]) opener.addEventListener(kind, turn);
  field.addEventListener("input", () => fetchIt().catch(failed));
  dialog.querySelector(".hb-search__close")?.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  // In a search field some browsers would only empty it.
  dialog.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || event.isComposing) return;
    event.preventDefault();
    dialog.close();
  });

  /* Other scripts offer to search for what they lack. */
  document.addEventListener("click", (event) => {
    const offer = about(event, ".hb-search-for");
    if (offer) open(offer.dataset.query);
  });

  /* Before the theme, whose own script may know these keys. */
  const pressed = (/** @type {KeyboardEvent} */ event) => {
    const { key, target, ctrlKey, metaKey, altKey, isComposing } = event;
    if (isComposing || altKey) return;
    const typing =
      target instanceof HTMLElement && target.matches("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
    const slash = key === "/" && !typing && !ctrlKey && !metaKey;
    const other = document.querySelector("dialog:modal");
    if ((slash || (key.toLowerCase() === "k" && (ctrlKey || metaKey))) && (!other || other === dialog)) {
      event.preventDefault();
      event.stopPropagation();
      open();
    }
  };
  addEventListener("keydown", pressed, { capture: true });
}
