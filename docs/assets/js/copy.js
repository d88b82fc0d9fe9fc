// @ts-check
/* Links to an anchor of this page that copy their address when followed: `a.hb-copy`. */

import { about } from "./element.js";
import { notice } from "./notice.js";

document.addEventListener("click", async (event) => {
  const link = about(event, "a.hb-copy");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const address = new URL(link.getAttribute("href") ?? "", location.origin + location.pathname).href;
  const { copyText } = await import("./clipboard.js");
  if (await copyText(address)) notice(`Copied: ${address}`);
  else notice("This browser won't let the page copy. The address bar now has the link.");
});
