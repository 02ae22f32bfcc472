// Compiles the client beside the page, and has it practise.
//
// A browser compiles a function of WebAssembly when it is first called, on the
// thread that calls it: of what the client's start costs a page, three quarters.
// The code belongs to the module, whoever calls it. So the client starts here
// first, reads the story into nothing, and the page gets a module whose code is
// there already.
addEventListener("message", async ({ data }) => {
  try {
    const reply = fetch(data.wasm);
    importScripts(data.exec);
    const answer = await reply;
    if (!answer.ok) throw new Error(`status ${answer.status}`);
    const module = answer.headers.get("content-type")?.startsWith("application/wasm")
      ? await WebAssembly.compileStreaming(answer) : await WebAssembly.compile(await answer.arrayBuffer());
    globalThis.goappGetenv = () => "";
    globalThis.rehearsal = data.page;
    const go = new Go();
    try {
      await go.run(await WebAssembly.instantiate(module, go.importObject));
    } catch { /* the page will say what is wrong with it */ }
    postMessage({ module });
  } catch (e) {
    postMessage({ error: e.message });
  }
});
