// @ts-check
import { addFieldType, fieldsOf, readingList } from "../fields.js";
import { h, said, update } from "../ui.js";

addFieldType("rating", {
  control: ({ item, value, input, set }) => h("input", { type: "number", min: item.low, max: item.high, value: value ?? "", ...input,
    onchange: (/** @type {any} */ e) => set(Number(e.target.value)) }),
  read: (value, { high }) => said(`${value} af ${high}`),
});

export default {
  /** @param {{ model: any, el: HTMLElement }} parts */
  render({ model, el }) {
    const fields = fieldsOf({ model, root: el, name: "trial", redraw: draw });

    /** @param {any} items @param {any} values */
    const read = (items, values) => readingList(items.map((/** @type {any} */ item) => ({ item, value: values[item.id] })));

    function draw() {
      const { items, fields: own, locked, other } = model.get("public");
      update(el, locked ? read(items, own) : items.map((/** @type {any} */ item) => fields.draw(item)),
        other && h("section", { key: "other" }, h("p", null, "Den anden:"), read(items, other.fields)),
        !locked && h("button", { key: "lock", type: "button", onclick: () => model.send({ type: "lock" }) }, "Lås"));
    }
    model.on("change:public", draw);
    draw();
  },
};
