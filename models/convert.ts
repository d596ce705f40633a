import { type Attribute, type Graph, type GraphNode, integers, text, texts, type Weight } from './graph.ts';
import { encodeOnnx, type OnnxAttributes, type OnnxNode, type OnnxTensor } from './onnx-file.ts';

export interface Conversion {
  name: string;
  /** Name of the TensorFlow placeholder, and its shape; `batch` in place of a number leaves the size free. */
  input: { name: string; source: string; shape: readonly (number | string)[] };
  /** Outputs to keep and the nodes that give them. What only other outputs need is left out. */
  outputs: readonly { name: string; source: string; shape: readonly (number | string)[] }[];
}

/**
 * Turns a TensorFlow graph into an ONNX file that computes the same numbers.
 *
 * TensorFlow keeps images as NHWC, ONNX convolutions want NCHW: the image is transposed once after the
 * input and once before each reshape or four-dimensional output; weights, pads and axes are permuted here.
 *
 * @throws Error naming the operation or attribute that it does not know; it never guesses.
 */
export function convert(graph: Graph, wanted: Conversion): Uint8Array {
  const writer = new Writer(graph);
  writer.placeholder(wanted.input.source, wanted.input.name);
  for (const { name, source } of wanted.outputs) writer.output(source, name);
  return encodeOnnx({
    name: wanted.name,
    nodes: writer.nodes,
    tensors: writer.tensors,
    inputs: [{ name: wanted.input.name, shape: wanted.input.shape }],
    outputs: wanted.outputs.map(({ name, shape }) => ({ name, shape })),
  });
}

/** Where a node's result is to be found: its name in the ONNX graph, and whether it is an NCHW image. */
interface Result {
  name: string;
  image: boolean;
}

const TO_NCHW = [0, 3, 1, 2];
const TO_NHWC = [0, 2, 3, 1];

class Writer {
  readonly nodes: OnnxNode[] = [];
  readonly tensors: OnnxTensor[] = [];
  private readonly results = new Map<string, Result>();
  private readonly names = new Set<string>();

  constructor(private readonly graph: Graph) {}

  placeholder(source: string, name: string): void {
    const result = this.emit('Transpose', [name], `${name}/nchw`, { perm: TO_NCHW });
    this.results.set(source, { name: result, image: true });
  }

  output(source: string, name: string): void {
    const result = this.resultOf(source);
    if (result.image) this.emit('Transpose', [result.name], name, { perm: TO_NHWC });
    else this.emit('Identity', [result.name], name);
  }

  private resultOf(name: string): Result {
    const known = this.results.get(name);
    if (known !== undefined) return known;
    const node = this.graph.nodes.get(name);
    if (node === undefined) throw new Error(`the graph has no node ${name}`);
    const result = this.write(node);
    this.results.set(name, result);
    return result;
  }

  private write(node: GraphNode): Result {
    switch (node.op) {
      case '_FusedConv2D':
        return this.fusedConvolution(node);
      case 'DepthwiseConv2dNative':
        return this.depthwiseConvolution(node);
      case 'AddV2':
        return this.elementwise('Add', node);
      case 'Relu':
      case 'Sigmoid':
        return this.elementwise(node.op, node);
      case 'Identity':
        return this.resultOf(node.inputs[0] ?? '');
      case 'Prelu':
        return this.image('PRelu', [this.imageInput(node, 0), this.slopes(node.inputs[1])], node.name);
      case 'MaxPool':
        return this.image('MaxPool', [this.imageInput(node, 0)], node.name, {
          kernel_shape: spatial(node.attr.ksize),
          ...window(node),
        });
      case 'Pad':
        return this.pad(node);
      case 'Reshape':
        return this.reshape(node);
      case 'ConcatV2':
        return this.concat(node);
      default:
        throw new Error(`${node.name}: operation ${node.op} is not known to this converter`);
    }
  }

  private fusedConvolution(node: GraphNode): Result {
    const [, filter, bias, slopes] = node.inputs;
    const fused = texts(node.attr.fused_ops).join('+');
    if (!['BiasAdd', 'BiasAdd+Relu', 'BiasAdd+Prelu'].includes(fused)) {
      throw new Error(`${node.name}: a convolution fused with ${fused} is not known to this converter`);
    }
    const { shape, data } = this.weight(filter);
    const [height = 0, width = 0, from = 0, to = 0] = shape;
    const kernel = this.tensor(filter, [to, from, height, width], transpose(data, shape, [3, 2, 0, 1]));
    const offsets = this.weight(bias);
    const inputs = [this.imageInput(node, 0), kernel, this.tensor(bias, offsets.shape, floats(offsets))];
    const plain = fused === 'BiasAdd';
    const sum = this.emit('Conv', inputs, plain ? node.name : `${node.name}/conv`, window(node));
    if (plain) return { name: sum, image: true };
    return fused === 'BiasAdd+Relu'
      ? this.image('Relu', [sum], node.name)
      : this.image('PRelu', [sum, this.slopes(slopes)], node.name);
  }

  private depthwiseConvolution(node: GraphNode): Result {
    const { shape, data } = this.weight(node.inputs[1]);
    const [height = 0, width = 0, from = 0, each = 0] = shape;
    const moved = transpose(data, shape, [2, 3, 0, 1]);
    const kernel = this.tensor(node.inputs[1], [from * each, 1, height, width], moved);
    return this.image('Conv', [this.imageInput(node, 0), kernel], node.name, {
      group: from,
      ...window(node),
    });
  }

  private elementwise(op: string, node: GraphNode): Result {
    const inputs = node.inputs.map((name) => this.resultOf(name));
    const image = inputs.every((input) => input.image);
    if (!image && inputs.some((input) => input.image))
      throw new Error(`${node.name}: mixes an image with a list`);
    const names = inputs.map((input) => input.name);
    return { name: this.emit(op, names, node.name), image };
  }

  private pad(node: GraphNode): Result {
    const pads = Array.from(this.weight(node.inputs[1]).data);
    const before = TO_NCHW.map((axis) => pads[2 * axis] ?? 0);
    const after = TO_NCHW.map((axis) => pads[2 * axis + 1] ?? 0);
    const amounts = this.tensor(node.inputs[1], [8], int64([...before, ...after]));
    return this.image('Pad', [this.imageInput(node, 0), amounts], node.name);
  }

  private reshape(node: GraphNode): Result {
    const from = this.resultOf(node.inputs[0] ?? '');
    const rows = from.image
      ? this.emit('Transpose', [from.name], `${node.name}/nhwc`, { perm: TO_NHWC })
      : from.name;
    const shape = Array.from(this.weight(node.inputs[1]).data);
    const sizes = this.tensor(node.inputs[1], [shape.length], int64(shape));
    return { name: this.emit('Reshape', [rows, sizes], node.name), image: false };
  }

  private concat(node: GraphNode): Result {
    const axis = this.weight(node.inputs.at(-1)).data[0] ?? 0;
    const parts = node.inputs.slice(0, -1).map((_, i) => this.imageInput(node, i));
    return this.image('Concat', parts, node.name, { axis: TO_NCHW.indexOf((axis + 4) % 4) });
  }

  private slopes(name: string | undefined): string {
    const weight = this.weight(name);
    const channels = weight.shape.at(-1) ?? 0;
    if (channels !== weight.data.length) throw new Error(`${name}: slopes that differ within a channel`);
    return this.tensor(name, [channels, 1, 1], floats(weight));
  }

  private imageInput(node: GraphNode, index: number): string {
    const result = this.resultOf(node.inputs[index] ?? '');
    if (!result.image) throw new Error(`${node.name}: ${node.op} of something that is not an image`);
    return result.name;
  }

  private image(op: string, inputs: readonly string[], output: string, attributes?: OnnxAttributes): Result {
    return { name: this.emit(op, inputs, output, attributes), image: true };
  }

  private emit(op: string, inputs: readonly string[], output: string, attributes?: OnnxAttributes): string {
    this.nodes.push({ op, inputs, output, ...(attributes && { attributes }) });
    return output;
  }

  private weight(name: string | undefined): Weight {
    const weight = this.graph.weights.get(name ?? '');
    if (weight === undefined) throw new Error(`the graph has no weights named ${name}`);
    return weight;
  }

  private tensor(name = '', shape: readonly number[], data: Float32Array | BigInt64Array): string {
    if (!this.names.has(name)) this.tensors.push({ name, shape, data });
    this.names.add(name);
    return name;
  }
}

/** Strides and padding of a convolution or pooling. TensorFlow's SAME puts the odd pixel at the end. */
function window(node: GraphNode): OnnxAttributes {
  const { data_format, dilations, padding, strides } = node.attr;
  if (text(data_format) !== 'NHWC') throw new Error(`${node.name}: data format ${text(data_format)}`);
  if (dilations !== undefined && integers(dilations).some((step) => step !== 1)) {
    throw new Error(`${node.name}: dilated convolutions are not known to this converter`);
  }
  const kind = text(padding);
  if (kind !== 'SAME' && kind !== 'VALID') throw new Error(`${node.name}: padding ${kind}`);
  return { strides: spatial(strides), auto_pad: kind === 'SAME' ? 'SAME_UPPER' : 'VALID' };
}

/** Height and width out of an NHWC list of four. */
function spatial(attribute: Attribute | undefined): number[] {
  return integers(attribute).slice(1, 3);
}

function floats({ data }: Weight): Float32Array {
  return data instanceof Float32Array ? data : Float32Array.from(data);
}

function int64(values: readonly number[]): BigInt64Array {
  return BigInt64Array.from(values, BigInt);
}

/** Moves the axes of a four-dimensional array: axis i of the result is axis `order[i]` of the source. */
function transpose(data: Weight['data'], shape: readonly number[], order: readonly number[]): Float32Array {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((product, size) => product * size, 1));
  const [a = 0, b = 0, c = 0, d = 0] = order.map((axis) => shape[axis] ?? 0);
  const [sa = 0, sb = 0, sc = 0, sd = 0] = order.map((axis) => strides[axis] ?? 0);
  const moved = new Float32Array(data.length);
  let at = 0;
  for (let i = 0; i < a; i++)
    for (let j = 0; j < b; j++)
      for (let k = 0; k < c; k++)
        for (let l = 0; l < d; l++) moved[at++] = data[i * sa + j * sb + k * sc + l * sd] ?? 0;
  return moved;
}
