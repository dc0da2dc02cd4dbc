// Writes on a canvas in the design's type, with a halo of the page's colour so that words stay legible over lines.

const HALO = 4;

export class Pen {
  constructor(context, tokens) {
    this.context = context;
    this.tokens = tokens;
  }

  write(text, x, y, { bold = false, size = this.tokens.text, colour = this.tokens.ink, halo = true, align = "center" } = {}) {
    const context = this.context;
    context.save();
    this.font(bold, size);
    context.textAlign = align;
    context.textBaseline = "middle";
    if (halo) {
      context.lineWidth = HALO;
      context.lineJoin = "round";
      context.strokeStyle = this.tokens.page;
      context.strokeText(text, x, y);
    }
    context.fillStyle = colour;
    context.fillText(text, x, y);
    context.restore();
  }

  font(bold, size) {
    this.context.font = `${bold ? "bold " : ""}${size}px ${this.tokens.font}`;
  }

  width(text, bold = false, size = this.tokens.text) {
    this.context.save();
    this.font(bold, size);
    const { width } = this.context.measureText(text);
    this.context.restore();
    return width;
  }
}
