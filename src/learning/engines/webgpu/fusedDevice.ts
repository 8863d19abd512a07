/** The kernels of one layout on a device, and the buffers that they work on. */
import { EngineFailure } from '../../engine.ts';
import { BLOCK_BYTES, PARAMETER_BYTES, type Piece, packPortion } from './chunk.ts';
import { LARGEST_BINDING } from './limits.ts';
import { maximaShader } from './maximaShader.ts';
import type { NetworkTable } from './networkTable.ts';
import { placement } from './placement.ts';
import { trainingShader } from './trainingShader.ts';

/** Both kernels for minibatches of one size. */
interface Kernels {
  readonly maxima: GPUComputePipeline;
  readonly training: GPUComputePipeline;
  readonly scratchBytes: number;
}

type Growing = 'upload' | 'maxima' | 'answers' | 'scratch' | 'readback';
type Standing = 'words' | 'frozen' | 'state' | 'heldFrozen' | 'heldState';

/** Loss and norm. */
const ANSWER_BYTES = 8;

export class FusedDevice {
  readonly #device: GPUDevice;
  readonly #table: NetworkTable;
  readonly #standing: Readonly<Record<Standing, GPUBuffer>>;
  readonly #growing: Partial<Record<Growing, GPUBuffer>> = {};
  readonly #kernels = new Map<number, Kernels>();

  /** @throws EngineFailure where the networks take more than one binding */
  constructor(device: GPUDevice, table: NetworkTable) {
    this.#device = device;
    this.#table = table;
    const standing = (size: number) =>
      device.createBuffer({ size: checked(size), usage: usageOf('standing') });
    const stateBytes = 12 * table.layout.length;
    const frozenBytes = 4 * table.packedLength;
    this.#standing = {
      words: standing(table.words.byteLength),
      frozen: standing(frozenBytes),
      state: standing(stateBytes),
      heldFrozen: standing(frozenBytes),
      heldState: standing(stateBytes),
    };
    device.queue.writeBuffer(this.#standing.words, 0, table.words);
  }

  /**
   * @param state weights, first and second moments
   * @param frozen the packed target
   */
  write(state: Float32Array<ArrayBuffer>, frozen: Float32Array<ArrayBuffer>): void {
    this.#device.queue.writeBuffer(this.#standing.state, 0, state);
    this.#device.queue.writeBuffer(this.#standing.frozen, 0, frozen);
  }

  /**
   * Makes a chunk's updates; each portion is one upload and one submission.
   *
   * @param count good updates before the chunk
   * @returns once the device has answered: loss and norm of each update and LSM, then the weights
   */
  train(portions: readonly (readonly Piece[])[], count: number): Promise<Float32Array> {
    const { length, agents } = this.#table.layout;
    const pieces = portions.flat();
    const updates = pieces.reduce((sum, piece) => sum + piece.updates.length, 0);
    const answerBytes = ANSWER_BYTES * agents.length * updates;
    // All room first: a buffer that grows while commands are written would be taken from under them.
    this.#reserve('answers', answerBytes);
    for (const piece of pieces) {
      const size = this.#sizeOf(piece);
      this.#reserve('maxima', 4 * size * agents.length * piece.updates.length);
      this.#reserve('scratch', this.#kernelsFor(size).scratchBytes);
    }
    let encoder = this.#device.createCommandEncoder();
    this.#copyState(encoder, 'hold');
    portions.forEach((portion, index) => {
      if (index > 0) {
        this.#device.queue.submit([encoder.finish()]);
        encoder = this.#device.createCommandEncoder();
      }
      const upload = packPortion(portion, count, agents.length);
      this.#device.queue.writeBuffer(this.#reserve('upload', upload.byteLength), 0, upload);
      portion.forEach((piece, place) => {
        this.#encode(encoder, piece, place);
      });
    });
    return this.#read(encoder, [
      [this.#growing.answers!, answerBytes],
      [this.#standing.state, 4 * length],
    ]);
  }

  /** Goes back to the state before the newest chunk. */
  goBack(): void {
    const encoder = this.#device.createCommandEncoder();
    this.#copyState(encoder, 'release');
    this.#device.queue.submit([encoder.finish()]);
  }

  /** Weights, first and second moments, and the packed target. */
  save(): Promise<Float32Array> {
    const { state, frozen } = this.#standing;
    return this.#read(this.#device.createCommandEncoder(), [
      [state, state.size],
      [frozen, frozen.size],
    ]);
  }

  dispose(): void {
    for (const buffer of Object.values(this.#standing)) buffer.destroy();
    for (const buffer of Object.values(this.#growing)) buffer.destroy();
  }

  #encode(encoder: GPUCommandEncoder, piece: Piece, place: number): void {
    const { agents } = this.#table.layout;
    const size = this.#sizeOf(piece);
    const { maxima, training } = this.#kernelsFor(size);
    const updates = piece.updates.length;
    const { words, frozen, state } = this.#standing;
    const grown = this.#growing as Readonly<Record<Growing, GPUBuffer>>;
    const upload = grown.upload;
    const parameters = { buffer: upload, offset: BLOCK_BYTES * place, size: PARAMETER_BYTES };
    const pass = encoder.beginComputePass();
    const bind = (pipeline: GPUComputePipeline, resources: readonly GPUBindingResource[]) => {
      const entries = resources.map((resource, binding) => ({ binding, resource }));
      pass.setPipeline(pipeline);
      const layout = pipeline.getBindGroupLayout(0);
      pass.setBindGroup(0, this.#device.createBindGroup({ layout, entries }));
    };
    const whole = (...buffers: GPUBuffer[]) => buffers.map((buffer) => ({ buffer }));
    if (updates > 0) {
      bind(maxima, [parameters, ...whole(upload, words, frozen, grown.maxima)]);
      pass.dispatchWorkgroups(size, updates, agents.length);
    }
    const others = [grown.maxima, state, grown.answers, grown.scratch];
    bind(training, [parameters, ...whole(upload, words, frozen, ...others)]);
    pass.dispatchWorkgroups(agents.length);
    pass.end();
  }

  /** A copy without an update is made by any kernel of training. */
  #sizeOf({ updates }: Piece): number {
    return updates[0]?.size ?? this.#kernels.keys().next().value ?? 1;
  }

  #kernelsFor(size: number): Kernels {
    let kernels = this.#kernels.get(size);
    if (!kernels) {
      kernels = {
        maxima: this.#pipeline(maximaShader(this.#table, size)),
        training: this.#pipeline(trainingShader(this.#table, size)),
        scratchBytes: 4 * placement(this.#table, size).scratch,
      };
      this.#kernels.set(size, kernels);
    }
    return kernels;
  }

  #pipeline(code: string): GPUComputePipeline {
    const module = this.#device.createShaderModule({ code });
    return this.#device.createComputePipeline({
      layout: 'auto',
      compute: { module, entryPoint: 'main' },
    });
  }

  #copyState(encoder: GPUCommandEncoder, direction: 'hold' | 'release'): void {
    const { state, frozen, heldState, heldFrozen } = this.#standing;
    for (const [present, held] of [
      [state, heldState],
      [frozen, heldFrozen],
    ] as const) {
      const [from, to] = direction === 'hold' ? [present, held] : [held, present];
      encoder.copyBufferToBuffer(from, 0, to, 0, from.size);
    }
  }

  /** Submits the commands, then reads the beginnings of some buffers, one after the other. */
  async #read(
    encoder: GPUCommandEncoder,
    parts: readonly (readonly [GPUBuffer, number])[],
  ): Promise<Float32Array> {
    const bytes = parts.reduce((sum, [, size]) => sum + size, 0);
    const readback = this.#reserve('readback', bytes);
    let at = 0;
    for (const [buffer, size] of parts) {
      if (size > 0) encoder.copyBufferToBuffer(buffer, 0, readback, at, size);
      at += size;
    }
    this.#device.queue.submit([encoder.finish()]);
    await readback.mapAsync(GPUMapMode.READ, 0, bytes);
    const numbers = new Float32Array(readback.getMappedRange(0, bytes).slice(0));
    readback.unmap();
    return numbers;
  }

  /** A buffer of at least so many bytes; one that has to grow loses what was in it. */
  #reserve(name: Growing, bytes: number): GPUBuffer {
    const present = this.#growing[name];
    if (present && present.size >= bytes) return present;
    present?.destroy();
    const size = checked(16 * Math.ceil(Math.max(bytes, 16) / 16));
    const buffer = this.#device.createBuffer({ size, usage: usageOf(name) });
    this.#growing[name] = buffer;
    return buffer;
  }
}

function usageOf(name: Growing | 'standing'): number {
  const { STORAGE, UNIFORM, COPY_DST, COPY_SRC, MAP_READ } = GPUBufferUsage;
  const usages = {
    standing: STORAGE | COPY_SRC | COPY_DST,
    upload: STORAGE | UNIFORM | COPY_DST,
    maxima: STORAGE,
    answers: STORAGE | COPY_SRC,
    scratch: STORAGE,
    readback: MAP_READ | COPY_DST,
  };
  return usages[name];
}

/** @throws EngineFailure where a buffer is larger than every device binds */
function checked(bytes: number): number {
  if (bytes <= LARGEST_BINDING) return bytes;
  throw new EngineFailure(`${bytes} bytes of networks; WebGPU binds ${LARGEST_BINDING}.`);
}
