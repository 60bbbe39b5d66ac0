/** @file The two WebAssembly modules of the JPEG codec, which lie beside the package's JavaScript. */
import { machine } from '../platform/index.ts';

/** Compiles the WebAssembly half of the JPEG decoder or encoder. */
export function jpegModule(part: 'dec' | 'enc'): WebAssembly.Module {
  return new WebAssembly.Module(machine.assets.ofPackage(`@jsquash/jpeg/codec/${part}/mozjpeg_${part}.wasm`));
}
