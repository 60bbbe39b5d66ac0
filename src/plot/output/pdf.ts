/**
 * @file A drawing as a PDF of one page that holds it as a picture (ISO 32000-1, 7.5 and 8.9.5). The packed rows of a PNG are
 * what PDF calls FlateDecode with predictor 15, and go in as they are.
 */
import { encodePng } from '../../platform/index.ts';

/** The file; `dots` per inch say how large the page is. */
export function pdfOf(rgb: Uint8Array, width: number, height: number, dots: number): Uint8Array<ArrayBuffer> {
  const [w, h] = [width, height].map((pixels) => ((pixels * 72) / dots).toFixed(2));
  const rows = packedRows(encodePng({ width, height, samples: rgb, channels: 3 }));
  const draw = `q ${w} 0 0 ${h} 0 0 cm /Im0 Do Q`;
  const picture =
    `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceRGB /BitsPerComponent 8 ` +
    `/Filter /FlateDecode /DecodeParms << /Predictor 15 /Colors 3 /BitsPerComponent 8 /Columns ${width} >> /Length ${rows.length} >>`;
  const objects: (readonly (string | Uint8Array)[])[] = [
    ['<< /Type /Catalog /Pages 2 0 R >>'],
    ['<< /Type /Pages /Kids [3 0 R] /Count 1 >>'],
    [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${w} ${h}] /Contents 4 0 R /Resources << /XObject << /Im0 5 0 R >> >> >>`,
    ],
    [`<< /Length ${draw.length} >>\nstream\n${draw}\nendstream`],
    [`${picture}\nstream\n`, rows, '\nendstream'],
  ];
  // The bytes behind the first line say that the file is no text.
  const parts: Uint8Array[] = [];
  let length = 0;
  const write = (part: string | Uint8Array): void => {
    const bytes = typeof part === 'string' ? Uint8Array.from(part, (letter) => letter.charCodeAt(0)) : part;
    parts.push(bytes);
    length += bytes.length;
  };
  write('%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n');
  const places = objects.map((body, i) => {
    const at = length;
    write(`${i + 1} 0 obj\n`);
    for (const part of body) write(part);
    write('\nendobj\n');
    return at;
  });
  const table = places.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('');
  const start = length;
  write(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}`);
  write(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`);
  const file = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

/** The contents of a PNG's IDAT chunks, joined. */
function packedRows(png: Uint8Array): Uint8Array {
  const view = new DataView(png.buffer, png.byteOffset, png.length);
  const bodies: Uint8Array[] = [];
  for (let at = 8; at < png.length; at += view.getUint32(at) + 12) {
    const isData = view.getUint32(at + 4) === 0x49444154; // 'IDAT'
    if (isData) bodies.push(png.subarray(at + 8, at + 8 + view.getUint32(at)));
  }
  const rows = new Uint8Array(bodies.reduce((sum, body) => sum + body.length, 0));
  let to = 0;
  for (const body of bodies) {
    rows.set(body, to);
    to += body.length;
  }
  return rows;
}
