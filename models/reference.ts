import { type Graph, type GraphNode, integers, text, texts } from './graph.ts';

/** A TensorFlow tensor: sizes, and values in row-major order. */
export interface Tensor {
  shape: number[];
  data: Float32Array;
}

/**
 * Computes one output of a TensorFlow graph with plain loops over NHWC, for one image.
 * Slow and obvious on purpose: tests hold the converted files against it.
 */
export function evaluate(graph: Graph, input: Tensor, output: string): Tensor {
  const known = new Map<string, Tensor>();
  const resultOf = (name: string): Tensor => {
    const value = known.get(name) ?? compute(name);
    known.set(name, value);
    return value;
  };
  const compute = (name: string): Tensor => {
    const weight = graph.weights.get(name);
    if (weight) return { shape: [...weight.shape], data: Float32Array.from(weight.data) };
    const node = graph.nodes.get(name);
    if (!node) throw new Error(`no node ${name}`);
    return node.op === 'Placeholder' ? input : apply(node, node.inputs.map(resultOf));
  };
  return resultOf(output);
}

function apply(node: GraphNode, inputs: Tensor[]): Tensor {
  const [x, y, z, slopes] = inputs as [Tensor, Tensor, Tensor, Tensor];
  switch (node.op) {
    case '_FusedConv2D': {
      const sum = convolve(node, x, y, z);
      const last = texts(node.attr.fused_ops).at(-1);
      if (last === 'Relu') return prelu(sum, null);
      return last === 'Prelu' ? prelu(sum, slopes) : sum;
    }
    case 'DepthwiseConv2dNative':
      return depthwise(node, x, y);
    case 'AddV2':
      return { shape: x.shape, data: x.data.map((value, i) => value + (y.data[i] ?? 0)) };
    case 'Relu':
      return prelu(x, null);
    case 'Prelu':
      return prelu(x, y);
    case 'Sigmoid':
      return { shape: x.shape, data: x.data.map((value) => 1 / (1 + Math.exp(-value))) };
    case 'MaxPool':
      return maxPool(node, x);
    case 'Pad':
      return padChannels(x, y);
    case 'Reshape':
      return { shape: [x.data.length], data: x.data };
    case 'ConcatV2':
      return { shape: [x.data.length + y.data.length], data: concat(node, inputs) };
    case 'Identity':
      return x;
    default:
      throw new Error(`no reference for ${node.op}`);
  }
}

function prelu(x: Tensor, slopes: Tensor | null): Tensor {
  const channels = x.shape.at(-1) ?? 1;
  const data = x.data.map((value, i) => (value > 0 ? value : value * (slopes?.data[i % channels] ?? 0)));
  return { shape: x.shape, data };
}

interface Walk {
  height: number;
  width: number;
  /** Calls back for each tap of the window at (row, column) that lies inside the image. */
  taps(row: number, column: number, each: (pixel: number, tap: number) => void): void;
}

function walk(node: GraphNode, x: Tensor, kernel: readonly [number, number]): Walk {
  const [, h = 0, w = 0] = x.shape;
  const [, strideY = 1, strideX = 1] = integers(node.attr.strides);
  const same = text(node.attr.padding) === 'SAME';
  const size = (n: number, k: number, stride: number) => Math.ceil((same ? n : n - k + 1) / stride);
  const height = size(h, kernel[0], strideY);
  const width = size(w, kernel[1], strideX);
  const before = (n: number, out: number, k: number, stride: number) =>
    same ? Math.floor(Math.max((out - 1) * stride + k - n, 0) / 2) : 0;
  const top = before(h, height, kernel[0], strideY);
  const left = before(w, width, kernel[1], strideX);
  return {
    height,
    width,
    taps(row, column, each) {
      for (let i = 0; i < kernel[0]; i++) {
        const y = row * strideY - top + i;
        if (y < 0 || y >= h) continue;
        for (let j = 0; j < kernel[1]; j++) {
          const xx = column * strideX - left + j;
          if (xx >= 0 && xx < w) each(y * w + xx, i * kernel[1] + j);
        }
      }
    },
  };
}

function convolve(node: GraphNode, x: Tensor, filter: Tensor, bias: Tensor): Tensor {
  const [kh = 0, kw = 0, from = 0, to = 0] = filter.shape;
  const { height, width, taps } = walk(node, x, [kh, kw]);
  const data = new Float32Array(height * width * to);
  const sums = new Float64Array(to);
  for (let at = 0; at < height * width; at++) {
    for (let c = 0; c < to; c++) sums[c] = bias.data[c] ?? 0;
    taps(Math.floor(at / width), at % width, (pixel, tap) => {
      for (let f = 0; f < from; f++) {
        const value = x.data[pixel * from + f] ?? 0;
        if (value === 0) continue;
        const row = (tap * from + f) * to;
        for (let c = 0; c < to; c++) sums[c] = (sums[c] ?? 0) + value * (filter.data[row + c] ?? 0);
      }
    });
    data.set(sums, at * to);
  }
  return { shape: [1, height, width, to], data };
}

function depthwise(node: GraphNode, x: Tensor, filter: Tensor): Tensor {
  const [kh = 0, kw = 0, channels = 0] = filter.shape;
  const { height, width, taps } = walk(node, x, [kh, kw]);
  const data = new Float32Array(height * width * channels);
  for (let at = 0; at < height * width; at++) {
    taps(Math.floor(at / width), at % width, (pixel, tap) => {
      for (let c = 0; c < channels; c++) {
        const i = at * channels + c;
        data[i] =
          (data[i] ?? 0) + (x.data[pixel * channels + c] ?? 0) * (filter.data[tap * channels + c] ?? 0);
      }
    });
  }
  return { shape: [1, height, width, channels], data };
}

function maxPool(node: GraphNode, x: Tensor): Tensor {
  const channels = x.shape.at(-1) ?? 1;
  const [, kh = 1, kw = 1] = integers(node.attr.ksize);
  const { height, width, taps } = walk(node, x, [kh, kw]);
  const data = new Float32Array(height * width * channels).fill(Number.NEGATIVE_INFINITY);
  for (let at = 0; at < height * width; at++) {
    taps(Math.floor(at / width), at % width, (pixel) => {
      for (let c = 0; c < channels; c++) {
        const i = at * channels + c;
        data[i] = Math.max(data[i] ?? 0, x.data[pixel * channels + c] ?? 0);
      }
    });
  }
  return { shape: [1, height, width, channels], data };
}

/** The graphs pad nothing but channels, at their end. */
function padChannels(x: Tensor, pads: Tensor): Tensor {
  const extra = pads.data[7] ?? 0;
  if (pads.data.some((value, i) => value !== 0 && i !== 7)) throw new Error('pads more than channels');
  const [, height = 0, width = 0, channels = 0] = x.shape;
  const data = new Float32Array(height * width * (channels + extra));
  for (let at = 0; at < height * width; at++) {
    data.set(x.data.subarray(at * channels, (at + 1) * channels), at * (channels + extra));
  }
  return { shape: [1, height, width, channels + extra], data };
}

/** The graphs join 1x1 images only, so that along channels means end to end. */
function concat(node: GraphNode, inputs: Tensor[]): Float32Array {
  const parts = inputs.slice(0, -1);
  if (parts.some((part) => part.shape[1] !== 1 || part.shape[2] !== 1))
    throw new Error(`${node.name}: not 1x1`);
  return Float32Array.from(parts.flatMap((part) => Array.from(part.data)));
}
