// @ts-check
import { h, update } from "../ui.js";

export default {
  /** @param {{ model: any, el: HTMLElement }} parts */
  render({ model, el }) {
    const draw = () => {
      const { question, fields, locked, other } = model.get("public");
      update(el, h("p", { key: "question" }, question), h("p", { key: "own" }, `Dit tal: ${fields.rating ?? "–"}`),
        other && h("p", { key: "other" }, `Den andens tal: ${other.fields.rating}`),
        !locked && h("button", { key: "lock", type: "button", onclick: () => model.send({ type: "lock" }) }, "Lås"));
    };
    model.on("change:public", draw);
    draw();
  },
};
