// @ts-check
/* The buttons that open a menu for copying an entry. The menu itself comes when the first is pressed. */

import { about, runs } from "./element.js";
import { notice } from "./notice.js";

document.addEventListener("click", async (event) => {
  const button = about(event, "button.hb-share");
  if (!button) return;
  try {
    const { toggle } = await import("./share-menu.js");
    toggle(button);
  } catch {
    notice("The menu could not be loaded. Check the connection and try again.", { problem: true });
  }
});
runs("share");
