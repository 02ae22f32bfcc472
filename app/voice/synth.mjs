// Runs the voice model. Each line of the input is a job: the numbers of the
// sounds of a sentence, and the file for what comes out: 16-bit samples, with
// the length of each sound in model frames beside it.
import { createRequire } from "node:module";
import fs from "node:fs";
import readline from "node:readline";

const [modules, model, voice, speed, threads] = process.argv.slice(2);
const ort = createRequire(`${modules}/`)("onnxruntime-node");
const FRAMES = "/encoder/Clip_output_0"; // the output that package voice added to the model
const STYLE = 256; // numbers in a style; the voice has one for each length of sentence

const bytes = fs.readFileSync(voice);
const styles = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
const session = await ort.InferenceSession.create(model, {
  intraOpNumThreads: Number(threads),
  extra: { session: { intra_op: { allow_spinning: "0" } } }, // threads that wait do not keep others from working
});

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { ids, out } = JSON.parse(line);
  const padded = BigInt64Array.from([0, ...ids, 0].map(BigInt));
  const result = await session.run({
    input_ids: new ort.Tensor("int64", padded, [1, padded.length]),
    style: new ort.Tensor("float32", styles.slice(ids.length * STYLE, (ids.length + 1) * STYLE), [1, STYLE]),
    speed: new ort.Tensor("float32", Float32Array.of(Number(speed)), [1]),
  });
  const wave = result.waveform.data;
  const pcm = Buffer.alloc(wave.length * 2);
  wave.forEach((v, i) => pcm.writeInt16LE(Math.round(Math.max(-1, Math.min(1, v)) * 32767), i * 2));
  fs.writeFileSync(`${out}.json`, JSON.stringify(Array.from(result[FRAMES].data, Number)));
  // The samples come last, in one move: where they are, the sentence is done.
  fs.writeFileSync(`${out}.part`, pcm);
  fs.renameSync(`${out}.part`, `${out}.pcm`);
  console.log(out);
}
