import { open, stat } from 'node:fs/promises';
const root = process.argv[2]!;
const { CaptureReading } = await import(root + '/src/core/pipeline.ts');
const { CaptureTables } = await import(root + '/src/core/tables.ts');
const { CaptureSession } = await import(root + '/src/core/session/capture-session.ts');
const { PAGE_DEFAULTS } = await import(root + '/src/core/model/parameters.ts');
const { fileStream } = await import(root + '/test/bytes.ts');
const file = process.argv[3]!;
const t = new CaptureTables(PAGE_DEFAULTS);
await new CaptureReading(t).read(fileStream(file), 'x', (await stat(file)).size); t.finish();
const handle = await open(file);
const session = new CaptureSession(t, { read: async (offset: number, length: number) => { const b = Buffer.allocUnsafe(length); await handle.read(b, 0, length, offset); return new Uint8Array(b.buffer, b.byteOffset, length); } });
for (let i = 0; i < 2; i++) {
let w0 = performance.now(); let c0 = process.cpuUsage();
const size = (await stat(file)).size; for (let at = 0; at < size; at += 8 << 20) { const b = Buffer.allocUnsafe(8 << 20); await handle.read(b, 0, 8 << 20, at); }
console.log('bare', ((performance.now() - w0) / 1000).toFixed(2), (process.cpuUsage(c0).user / 1e6).toFixed(2));
for (const f of (process.argv[4] ?? 'frame contains "quay.png' + '"').split(';')) {
  w0 = performance.now(); c0 = process.cpuUsage();
  const r = await session.rows({ table: 'packets', filter: f.replace('#', String(i)) }, 0, 1, []);
  const c = process.cpuUsage(c0);
  console.log(root.slice(-6), f, r.ok ? r.value.shown : r.failure, 'wall', ((performance.now() - w0) / 1000).toFixed(2), 'cpu', (c.user / 1e6).toFixed(2), 'sys', (c.system/1e6).toFixed(2));
} }
await handle.close();
