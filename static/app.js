/* Behaviour of the pages: an improvement only, every page works without it by reload.
   Markup asks for it with data attributes; docs/STYLE.md lists them. No inline code, no style attribute, no words:
   what is said comes from the page. */

const one = (selector, root = document) => root.querySelector(selector);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const on = (type, selector, run) =>
  document.addEventListener(type, (event) => {
    const element = event.target.closest?.(selector);
    if (element) run(element, event);
  });
const words = document.body.dataset;

/* The only door from text to markup: answers of our own server, never anything typed. */
const policy = globalThis.trustedTypes?.createPolicy("relais", { createHTML: (html) => html });
const parse = (html) => new DOMParser().parseFromString(policy ? policy.createHTML(html) : html, "text/html");

const store = {
  get(key) {
    try { return localStorage.getItem(key); } catch { return null; }
  },
  set(key, value) {
    try { value === null ? localStorage.removeItem(key) : localStorage.setItem(key, value); } catch { /* private mode */ }
  },
  keys() {
    try { return Object.keys(localStorage); } catch { return []; }
  },
};

function later(wait, run) {
  let timer;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(run, wait, ...given);
  };
}

function announce(text) {
  const live = one("#live");
  if (live && text) live.textContent = text;
}

/* Fragments: data-fragment="id" on a link or a form replaces the element of that id, instead of the page. */

const pending = new Map();
let lastTarget = null;

function swap(id, fresh) {
  const old = document.getElementById(id);
  const focused = old?.contains(document.activeElement) ? document.activeElement : null;
  const caret = focused && "selectionStart" in focused ? focused.selectionStart : null;
  const node = document.importNode(fresh, true);
  old?.replaceWith(node);
  const again = focused?.id ? document.getElementById(focused.id) : null;
  if (again) {
    again.focus();
    try { if (caret !== null) again.setSelectionRange(caret, caret); } catch { /* not a text field */ }
  }
  prepare(node);
  announce(node.dataset.announce);
  node.dispatchEvent(new CustomEvent("fragment", { bubbles: true }));
}

async function load(url, id, options = {}) {
  pending.get(id)?.abort();
  const control = new AbortController();
  pending.set(id, control);
  const box = document.getElementById(id);
  box?.setAttribute("aria-busy", "true");
  try {
    const get = (options.method ?? "GET") === "GET";
    const headers = get ? { "X-Relais-Fragment": id } : {};
    const response = await fetch(url, { ...options, headers, signal: control.signal, credentials: "same-origin" });
    const page = /^text\/html/.test(response.headers.get("content-type") ?? "") ? parse(await response.text()) : null;
    const fresh = page?.getElementById(id);
    if (!fresh || !(response.ok || response.status === 422)) return { response, shown: false };
    swap(id, fresh);
    const said = one("[data-flash]", page);
    if (said) {
      one("[data-flash]")?.remove();
      const flash = document.importNode(said, true);
      one("#content")?.prepend(flash);
      prepare(flash);
      announce(one("p", flash)?.textContent);
      settleDrafts();
    }
    return { response, shown: true };
  } finally {
    if (pending.get(id) === control) pending.delete(id);
    document.getElementById(id)?.removeAttribute("aria-busy");
  }
}

async function visit(url, id, replace = false) {
  try {
    const { shown } = await load(url, id);
    if (!shown) return location.assign(url);
    lastTarget = id;
    history[replace ? "replaceState" : "pushState"]({ target: id }, "", url);
  } catch (fault) {
    if (fault.name !== "AbortError") announce(words.failed);
  }
}

function address(form, submitter) {
  const url = new URL(submitter?.getAttribute("formaction") ?? form.getAttribute("action") ?? location.pathname, location.href);
  url.search = "";
  for (const [name, value] of new FormData(form, submitter)) {
    if (typeof value === "string" && value.trim() !== "") url.searchParams.append(name, value);
  }
  return url.href;
}

const plainClick = (event) => event.button === 0 && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey);

on("click", "a[data-fragment]", (link, event) => {
  if (!plainClick(event) || !document.getElementById(link.dataset.fragment)) return;
  event.preventDefault();
  visit(link.href, link.dataset.fragment);
});

async function send(form, submitter) {
  const id = form.dataset.fragment;
  const body = new URLSearchParams(new FormData(form, submitter));
  try {
    const action = submitter?.getAttribute("formaction") ?? form.getAttribute("action");
    const { response, shown } = await load(action, id, { method: "POST", body });
    form.removeAttribute("data-sent");
    if (shown) return;
    if (response.redirected) location.assign(response.url);
    else native(form, submitter); // its key makes a second sending harmless; the browser shows the refusal
  } catch {
    form.removeAttribute("data-sent");
    announce(words.failed);
  }
}

function native(form, submitter) {
  if (submitter?.name) {
    const field = Object.assign(document.createElement("input"), { type: "hidden", name: submitter.name, value: submitter.value });
    form.append(field);
  }
  HTMLFormElement.prototype.submit.call(form);
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  const method = (form.getAttribute("method") ?? "get").toLowerCase(); // a field may be called «method»
  if (method === "dialog" || event.defaultPrevented) return;
  const question = event.submitter?.dataset.confirm ?? form.dataset.confirm;
  if (question && !confirm(question)) return event.preventDefault();
  const here = form.dataset.fragment && document.getElementById(form.dataset.fragment);
  if (method === "get") {
    if (!here) return;
    event.preventDefault();
    return visit(address(form, event.submitter), form.dataset.fragment, form.hasAttribute("data-live"));
  }
  if (form.hasAttribute("data-sent")) return event.preventDefault(); // a second click, a held Enter key
  form.setAttribute("data-sent", "");
  announce(words.sending);
  setTimeout(() => form.removeAttribute("data-sent"), 8000);
  if (form.dataset.draft) sessionStorage.setItem("relais.sent", form.dataset.draft);
  if (form.hasAttribute("data-forget")) drafts().forEach((key) => store.set(key, null));
  if (here && form.getAttribute("enctype") !== "multipart/form-data") {
    event.preventDefault();
    send(form, event.submitter);
  }
});

addEventListener("pageshow", () => all("[data-sent]").forEach((form) => form.removeAttribute("data-sent")));
addEventListener("popstate", (event) => {
  const id = event.state?.target ?? lastTarget;
  if (id && document.getElementById(id)) load(location.href, id).then(({ shown }) => shown || location.reload(), () => {});
});

const submitLive = later(250, (form) => form.requestSubmit());
on("input", "form[data-live] input[type=search]", (field) => submitLive(field.form));
on("change", "[data-submit]", (field) => field.form.requestSubmit());

/* Drafts: data-draft="name" keeps what is typed on this device until a page says that something was done. */

const DRAFT = "relais.draft.";
const WEEK = 7 * 24 * 3600 * 1000;
const drafts = () => store.keys().filter((key) => key.startsWith(DRAFT));
const kept = (field) => field.name && !/^_/.test(field.name) && !/^(password|hidden|file|submit|button)$/.test(field.type);

function readForm(form) {
  const box = (field) => field.type === "checkbox" || field.type === "radio";
  return [...form.elements].filter(kept).map((field) => [field.name, box(field) ? field.checked : field.value]);
}

const keepDraft = later(300, (form) => {
  if (!form.isConnected || form.hasAttribute("data-sent")) return;
  store.set(DRAFT + form.dataset.draft, JSON.stringify({ at: Date.now(), fields: readForm(form) }));
});
on("input", "form[data-draft]", keepDraft);

function restoreDraft(form) {
  const key = DRAFT + form.dataset.draft;
  let draft;
  try { draft = JSON.parse(store.get(key)); } catch { draft = null; }
  if (!draft || Date.now() - draft.at > WEEK) return store.set(key, null);
  if (one(".error-summary", form.parentElement)) return; // the server gave back what was typed
  const fields = [...form.elements].filter(kept);
  if (JSON.stringify(readForm(form)) === JSON.stringify(draft.fields)) return;
  if (fields.length !== draft.fields.length) return;
  fields.forEach((field, at) => {
    const [name, value] = draft.fields[at];
    if (field.name !== name) return;
    if (typeof value === "boolean") field.checked = value;
    else field.value = value;
  });
  const note = Object.assign(document.createElement("p"), { className: "small muted", textContent: words.restored + " " });
  const discard = Object.assign(document.createElement("button"), { type: "button", className: "btn plain", textContent: words.discard });
  discard.addEventListener("click", () => {
    store.set(key, null);
    form.reset();
    note.remove();
  });
  note.append(discard);
  form.prepend(note);
  announce(words.restored);
}

function settleDrafts() {
  const done = one("[data-flash]") !== null;
  const sent = sessionStorage.getItem("relais.sent");
  if (done && sent) store.set(DRAFT + sent, null);
  if (done) sessionStorage.removeItem("relais.sent");
}

/* Duplicates and suggestions while typing. */

const askDuplicates = later(400, async (field) => {
  const form = field.form;
  const box = one("[data-dup-box]", form);
  const url = new URL(field.dataset.dup, location.href);
  for (const other of all("[data-dup]", form)) if (other.value.trim()) url.searchParams.set(other.name, other.value);
  if (!box) return;
  try {
    const response = await fetch(url, { credentials: "same-origin" });
    if (response.ok) box.replaceChildren(...[...parse(await response.text()).body.childNodes].map((node) => document.importNode(node, true)));
  } catch { /* a warning less; the server checks again */ }
});
on("input", "[data-dup]", askDuplicates);

const suggest = later(200, async (field) => {
  const text = field.value.trim();
  if (text.length < 2) return;
  const url = new URL(field.dataset.suggest, location.href);
  url.searchParams.set("q", text);
  try {
    const response = await fetch(url, { credentials: "same-origin", headers: { Accept: "application/json" } });
    if (!response.ok) return;
    const { items } = await response.json();
    let list = document.getElementById(`${field.id}-list`);
    if (!list) {
      list = Object.assign(document.createElement("datalist"), { id: `${field.id}-list` });
      field.after(list);
      field.setAttribute("list", list.id);
    }
    list.replaceChildren(...items.slice(0, 12).map((value) => Object.assign(document.createElement("option"), { value })));
  } catch { /* typing goes on without */ }
});
on("input", "[data-suggest]", suggest);

/* Keys: single letters, which the help dialog can switch off on this device (WCAG 2.1.4). */

const KEYS = "relais.keys";
const keysOn = () => store.get(KEYS) !== "off";
const typing = (target) => target.closest("input, textarea, select, [contenteditable]") !== null;
let chord = 0;

function press(event) {
  if (event.key === "k" && (event.ctrlKey || event.metaKey)) return focusSearch(event);
  const graph = event.getModifierState("AltGraph"); // how many keyboards write [ and ]
  if (((event.ctrlKey || event.metaKey || event.altKey) && !graph) || event.isComposing || !keysOn()) return;
  if (typing(event.target) || one("dialog[open]")) return;
  const row = event.target.closest("[data-row]");
  const card = event.target.closest("[data-card]");
  const key = event.key.toLowerCase();
  const after = Date.now() - chord < 1500;
  chord = 0;
  if (after) return follow(one(`[data-go="${CSS.escape(key)}"]`), event);
  if (key === "g") chord = Date.now();
  else if (key === "/") focusSearch(event);
  else if (key === "?") openDialog("shortcuts", event);
  else if ((key === "j" || key === "k") && one("[data-row]")) step(key === "j" ? 1 : -1, event);
  else if (key === "e" && row?.dataset.edit) location.assign(row.dataset.edit);
  else if (card && /^Arrow/.test(event.key)) stroll(card, event);
  else if (card && (key === "[" || key === "]")) follow(one(`[data-move="${key}"]`, card), event);
  else follow(one(`[data-key="${CSS.escape(key)}"]`), event);
}

function follow(element, event) {
  if (!element) return;
  event.preventDefault();
  element.click();
}

function focusSearch(event) {
  const field = [one("#search"), one("input[type=search]")].find((found) => found?.checkVisibility?.() ?? found);
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
}

function step(by, event) {
  const rows = all("[data-row]");
  const at = rows.findIndex((row) => row.contains(document.activeElement));
  const row = rows[at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by];
  if (!row) return;
  event.preventDefault();
  (one("a", row) ?? row).focus();
}

/* On the board: up and down within a column, left and right to the card at the same height. */
function stroll(card, event) {
  const columns = all("[data-column]").filter((column) => one("[data-card]", column));
  const at = columns.findIndex((column) => column.contains(card));
  const cards = all("[data-card]", columns[at]);
  const place = cards.indexOf(card);
  const sideways = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  const other = sideways ? all("[data-card]", columns[at + sideways]) : cards;
  const to = sideways ? other[Math.min(place, other.length - 1)] : other[place + (event.key === "ArrowDown" ? 1 : -1)];
  if (!to || (sideways && !columns[at + sideways])) return;
  event.preventDefault();
  one("a", to).focus();
}

/* A menu of a card closes when the work goes on elsewhere. */
document.addEventListener("click", (event) => {
  for (const menu of all("details.menu[open]")) if (!menu.contains(event.target)) menu.open = false;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of all("details.menu[open]")) {
    menu.open = false;
    one("summary", menu).focus();
  }
});

function openDialog(id, event) {
  const dialog = document.getElementById(id);
  if (!dialog || dialog.open) return;
  event?.preventDefault();
  dialog.showModal();
}

document.addEventListener("keydown", press);
on("change", "[data-shortcuts]", (box) => {
  store.set(KEYS, box.checked ? null : "off");
  document.documentElement.toggleAttribute("data-no-keys", !box.checked);
});
on("click", "[data-dialog]", (button, event) => {
  button.closest("[popover]")?.hidePopover?.();
  openDialog(button.dataset.dialog, event);
});

/* Small things. */

on("click", "[data-close]", (button) => button.closest("[data-flash], .flash")?.remove());
on("click", "[data-print]", () => print());
on("click", "[data-copy]", async (button) => {
  const text = document.getElementById(button.dataset.copy)?.textContent ?? "";
  await navigator.clipboard.writeText(text).then(() => announce(button.dataset.done), () => {});
});
on("click", "[data-reveal]", (button) => {
  const field = document.getElementById(button.dataset.reveal);
  const show = field.type === "password";
  field.type = show ? "text" : "password";
  button.setAttribute("aria-pressed", String(show));
});

function count(form) {
  const boxes = all("input[type=checkbox][data-pick]", form);
  const picked = boxes.filter((box) => box.checked).length;
  for (const bar of all("[data-bulk]", form)) bar.hidden = picked === 0;
  for (const figure of all("[data-count]", form)) figure.textContent = String(picked);
  for (const box of all("[data-all]", form)) {
    box.checked = picked > 0 && picked === boxes.length;
    box.indeterminate = picked > 0 && picked < boxes.length;
  }
}
on("change", "[data-all]", (box) => {
  for (const pick of all("input[data-pick]", box.form ?? document)) pick.checked = box.checked;
  count(box.form ?? document);
});
on("change", "[data-pick]", (box) => count(box.form ?? document));

const connection = () => {
  const note = one("#offline");
  if (note) note.hidden = navigator.onLine;
};
addEventListener("online", connection);
addEventListener("offline", connection);

/* The meeting's clocks: data-clock="name" counts the seconds that its page was open on this device, page after page. */
const clockOf = (box) => "relais.clock." + box.dataset.clock;
function tick() {
  for (const box of all("[data-clock]")) {
    const spent = Number(sessionStorage.getItem(clockOf(box)) ?? 0) + (document.hidden ? 0 : 1);
    try { sessionStorage.setItem(clockOf(box), String(spent)); } catch { /* private mode */ }
    one("[data-time]", box).textContent = `${Math.floor(spent / 60)}:${String(spent % 60).padStart(2, "0")}`;
  }
}
if (one("[data-clock]")) setInterval(tick, 1000);

/* Prepares what has just come on the page: the whole document, later each fragment. */
function prepare(root) {
  const within = (selector) => [...(root.matches?.(selector) ? [root] : []), ...all(selector, root)];
  for (const button of within("[data-close], [data-reveal], [data-dialog], [data-copy], [data-print], [data-script]")) button.hidden = false;
  for (const button of within("[data-unscripted]")) button.hidden = true;
  for (const form of within("form[data-draft]")) restoreDraft(form);
  for (const part of within("[data-src][id]")) {
    const url = part.dataset.src;
    part.removeAttribute("data-src");
    load(url, part.id).catch(() => announce(words.failed));
  }
  within("[data-focus]")[0]?.focus();
  if (one("[data-bulk]", root)) count(root);
}

document.documentElement.toggleAttribute("data-no-keys", !keysOn());
all("[data-shortcuts]").forEach((box) => { box.checked = keysOn(); });
settleDrafts();
connection();
prepare(document);
