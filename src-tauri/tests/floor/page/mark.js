requestAnimationFrame(() => performance.mark("usable"));
