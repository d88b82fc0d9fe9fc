/* A line at the foot of the window that says what just happened, to eyes and to screen readers. */

const STAYS = 6000; // Milliseconds, long enough to read two lines.

let line;
let timer;

/** Say `text`. A `problem` stays until the next notice. */
export function notice(text, { problem = false } = {}) {
  if (!line) {
    line = document.createElement("p");
    line.className = "hb-notice";
    line.setAttribute("role", "status");
    document.querySelector("main").append(line);
  }
  clearTimeout(timer);
  line.classList.toggle("hb-notice--problem", problem);
  line.textContent = text;
  line.hidden = false;
  if (!problem) timer = setTimeout(() => (line.hidden = true), STAYS);
}

/** Do `what`, and say so if it is refused. Returns whether it was done. */
export function attempt(what) {
  try {
    what();
    return true;
  } catch (error) {
    notice(error.message, { problem: true });
    return false;
  }
}
