import "../widgets/host.js"; // for kernel pages, which know this address only
