// A worker: has one recording decoded, tells its peaks, and is done.
onmessage = async ({ data }) => {
  try {
    importScripts(data.exec);
    const get = async (address) => {
      const reply = await fetch(address, { priority: "low" }); // what is heard comes first
      if (!reply.ok) throw new Error(`status ${reply.status}`);
      return reply;
    };
    const go = new Go();
    const [program, file] = await Promise.all([get(data.wasm), get(data.audio).then((r) => r.arrayBuffer())]);
    Object.assign(globalThis, { recording: new Uint8Array(file), at: data.at });
    await go.run((await WebAssembly.instantiateStreaming(program, go.importObject)).instance);
    postMessage({ done: true });
  } catch (e) {
    postMessage({ failed: e.message });
  }
};
