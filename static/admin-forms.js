// What makes forms quick to fill in: today beside every date, and Ctrl+S.

function addToday(input) {
  if (input.nextElementSibling?.matches(".today")) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "today";
  button.textContent = input.dataset.todayLabel;
  button.addEventListener("click", () => {
    input.value = input.dataset.today;
    input.dispatchEvent(new Event("change", { bubbles: true }));
    input.focus();
  });
  input.after(button);
}

function addTodays(root) {
  for (const input of root.querySelectorAll("input[data-today]")) {
    if (!input.name.includes("__prefix__")) addToday(input);
  }
}

function saveByKey(event) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s") return;
  const save = document.querySelector(".submit-row [name=_save]");
  if (!save) return;
  event.preventDefault();
  save.click();
}

document.addEventListener("DOMContentLoaded", () => addTodays(document));
document.addEventListener("formset:added", (event) => addTodays(event.target));
document.addEventListener("keydown", saveByKey);

// A field that looks rows up hides the control that asked for the focus, and opens by Enter alone. A digit begins a
// code; a letter might begin a word in pinyin, which no input method would turn into one here.
function focusLookUp() {
  document.querySelector("select[autofocus] + .select2-container .select2-selection")?.focus();
}

function openByDigit(event) {
  const chosen = event.target.closest?.(".select2-selection");
  if (!chosen || !/^[0-9]$/.test(event.key) || event.ctrlKey || event.altKey || event.metaKey) return;
  window.django?.jQuery(chosen.closest(".select2-container").previousElementSibling).select2("open");
}

window.addEventListener("load", focusLookUp);
document.addEventListener("keydown", openByDigit);
