// The grid like a spreadsheet: arrows and Enter between cells, blocks pasted from one, changes told while typing.

const table = document.querySelector("table.grid");
const status = document.getElementById("grid-status");
const rows = [...document.querySelectorAll(".grid-row")].map((row) => [...row.querySelectorAll("[data-column]")]);

const placeOf = (cell) => ({
  row: rows.findIndex((cells) => cells.includes(cell)),
  column: Number(cell.dataset.column),
});

function goTo(row, column) {
  const cell = rows[row]?.[column];
  cell?.focus();
  cell?.select?.();
  return Boolean(cell);
}

function leavesText(cell, key) {
  if (cell.tagName === "SELECT") return true;
  const edge = key === "ArrowLeft" ? 0 : cell.value.length;
  const whole = cell.selectionStart === 0 && cell.selectionEnd === cell.value.length;
  return whole || (cell.selectionStart === edge && cell.selectionEnd === edge);
}

// Up and down choose in a list, as everywhere; between texts they move.
function move(cell, event) {
  const { row, column } = placeOf(cell);
  const vertical = cell.tagName === "SELECT" ? {} : { ArrowUp: -1, ArrowDown: 1 };
  const steps = { ...vertical, Enter: event.shiftKey ? -1 : 1 };
  if (event.key in steps) {
    goTo(row + steps[event.key], column);
    return true;
  }
  if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return false;
  return leavesText(cell, event.key) && goTo(row, column + (event.key === "ArrowLeft" ? -1 : 1));
}

let before = "";

function restore(cell) {
  cell.value = before;
  tellChange(cell);
}

// A number as it may be typed: full-width digits, separators and a unit behind it are understood.
function numberIn(text) {
  const plain = text.normalize("NFKC").replaceAll(",", "").trim();
  const found = /^[+-]?\d+(\.\d+)?/.exec(plain);
  return found ? Number(found[0]) : null;
}

function signed(number, decimals) {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals || 4 };
  const size = Math.abs(number).toLocaleString("en", digits);
  return `${number > 0 ? "+" : number < 0 ? "−" : ""}${size}`;
}

function changeOf(cell) {
  const now = numberIn(cell.value);
  if (now === null || cell.dataset.last === "") return "";
  const last = Number(cell.dataset.last);
  if (cell.dataset.change === "percent") return last > 0 ? `${signed(((now - last) / last) * 100, 1)}%` : "";
  const difference = Number((now - last).toFixed(4));
  return signed(difference, 0) + (cell.dataset.change === "points" ? table.dataset.points : "");
}

function tellChange(cell) {
  const told = cell.closest("tr").querySelector("output");
  if (cell.dataset.column === "0" && told) told.textContent = changeOf(cell);
}

// What a spreadsheet puts on the clipboard: tabs, line ends, and quotes around what holds them.
function parse(text) {
  const block = [[]];
  const cells = /(?:"((?:[^"]|"")*)"|([^\t\n]*))(\t|\n|$)/g;
  for (const [, quoted, plain, end] of text.replaceAll("\r\n", "\n").matchAll(cells)) {
    block.at(-1).push((quoted?.replaceAll('""', '"') ?? plain).replaceAll(/\s+/g, " ").trim());
    if (end === "\n") block.push([]);
    if (end === "") break;
  }
  if (block.at(-1).join("") === "") block.pop();
  return block;
}

// Whether a cell could take the text; a list takes the code or the words of a choice.
function fill(cell, text) {
  if (cell.tagName !== "SELECT") {
    cell.value = text;
    return true;
  }
  const wanted = text.toLowerCase();
  const option = [...cell.options].find((o) => [o.value.toLowerCase(), o.text.toLowerCase()].includes(wanted));
  if (option) cell.value = option.value;
  return Boolean(option);
}

function paste(cell, text) {
  const start = placeOf(cell);
  const unknown = [];
  let filled = 0;
  let outside = 0;
  parse(text).forEach((line, down) => {
    line.forEach((words, right) => {
      const target = rows[start.row + down]?.[start.column + right];
      if (!target) outside += words ? 1 : 0;
      else if (!fill(target, words)) unknown.push(words);
      else filled += 1;
      if (target) tellChange(target);
    });
  });
  const said = [table.dataset.pasted.replace("{n}", filled)];
  if (outside) said.push(table.dataset.outside.replace("{n}", outside));
  if (unknown.length) said.push(table.dataset.unknown.replace("{text}", unknown.slice(0, 5).join(", ")));
  status.textContent = said.join(" ");
}

table?.addEventListener("focusin", (event) => {
  if (event.target.dataset.column) before = event.target.value;
});
table?.addEventListener("keydown", (event) => {
  const cell = event.target;
  if (!cell.dataset.column || event.isComposing || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Escape") restore(cell);
  else if (move(cell, event)) event.preventDefault();
});
table?.addEventListener("input", (event) => tellChange(event.target));
table?.addEventListener("paste", (event) => {
  const text = event.clipboardData.getData("text/plain");
  if (!event.target.dataset.column || !(/[\t\n]/.test(text) || event.target.tagName === "SELECT")) return;
  event.preventDefault();
  paste(event.target, text);
});
// What was not saved is announced where the reader begins.
document.querySelector(".grid-form > .errornote")?.focus();
