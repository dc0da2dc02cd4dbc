// How sure a value is, as a fill: full, hatched while it is pending, hollow when it was derived.

const PENDING = ["budget", "provisional"];
const SIDE = 7;

export const isPending = (mark) => PENDING.includes(mark);
export const isDerived = (mark) => mark === "estimated";

export function fillFor(colour, mark, tokens) {
  if (isPending(mark)) return hatch(tokens.fill[colour], tokens.page);
  return isDerived(mark) ? tokens.page : tokens.fill[colour];
}

// Segments of a stack are parted by the page's colour; what is not full needs an outline of its own.
export function borderFor(colour, mark, tokens) {
  return isPending(mark) || isDerived(mark) ? tokens.fill[colour] : tokens.page;
}

function hatch(colour, page) {
  const tile = document.createElement("canvas");
  tile.width = tile.height = SIDE;
  const context = tile.getContext("2d");
  context.fillStyle = page;
  context.fillRect(0, 0, SIDE, SIDE);
  context.strokeStyle = colour;
  context.lineWidth = 2;
  for (const start of [-SIDE, 0, SIDE]) {
    context.beginPath();
    context.moveTo(start - 1, SIDE + 1);
    context.lineTo(start + SIDE + 1, -1);
    context.stroke();
  }
  return context.createPattern(tile, "repeat");
}
