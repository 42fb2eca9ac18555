// For kernel pages, which know this address only. Their own looks are Jupyter's; what stands round an exercise is ours.
import "../widgets/host.js";

const looks = document.createElement("link");
looks.rel = "stylesheet";
looks.href = new URL("./page.css", import.meta.url).href;
document.head.append(looks);
