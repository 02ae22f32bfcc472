// Compiles the client beside the page, and has it practise.
//
// A browser compiles a function of WebAssembly when it is first called, on the
// thread that calls it: of what the client's start costs a page, three quarters.
// The code belongs to the module, whoever calls it. So the client starts here
// first, reads the story into nothing, and the page gets a module whose code is
// there already.
let compiled;
addEventListener("message", async ({ data }) => {
  if (data.wasm) { // what to compile is said first
    compiled = compile(data);
    compiled.catch(() => {}); // told when the page asks for it
    return;
  }
  try {
    const module = await compiled;
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

const compile = async ({ exec, wasm }) => {
  const reply = fetch(wasm);
  importScripts(exec);
  const answer = await reply;
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  return answer.headers.get("content-type")?.startsWith("application/wasm")
    ? WebAssembly.compileStreaming(answer) : WebAssembly.compile(await answer.arrayBuffer());
};
