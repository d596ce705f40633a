import protobuf from 'protobufjs';

/**
 * The messages of ONNX's interface (onnx/onnx: onnx/onnx.proto, IR version 8) that a network without
 * control flow needs, with the numbers the format gives to their fields.
 */
const schema = protobuf.parse(
  `
  syntax = "proto2";
  message Attribute {
    optional string name = 1; optional int64 i = 3; optional bytes s = 4; repeated int64 ints = 8;
    optional int32 type = 20;
  }
  message Node {
    repeated string input = 1; repeated string output = 2; optional string name = 3;
    optional string op_type = 4; repeated Attribute attribute = 5;
  }
  message Tensor {
    repeated int64 dims = 1; optional int32 data_type = 2; optional string name = 8; optional bytes raw_data = 9;
  }
  message Dimension { optional int64 dim_value = 1; optional string dim_param = 2; }
  message Shape { repeated Dimension dim = 1; }
  message TensorType { optional int32 elem_type = 1; optional Shape shape = 2; }
  message Type { optional TensorType tensor_type = 1; }
  message ValueInfo { optional string name = 1; optional Type type = 2; }
  message Graph {
    repeated Node node = 1; optional string name = 2; repeated Tensor initializer = 5;
    repeated ValueInfo input = 11; repeated ValueInfo output = 12;
  }
  message OperatorSet { optional string domain = 1; optional int64 version = 2; }
  message Model {
    optional int64 ir_version = 1; optional string producer_name = 2; optional Graph graph = 7;
    repeated OperatorSet opset_import = 8;
  }
`,
  { keepCase: true },
).root;

const FLOAT = 1;
const INT64 = 7;
const ATTRIBUTE_INT = 2;
const ATTRIBUTE_STRING = 3;
const ATTRIBUTE_INTS = 7;

export type OnnxAttributes = Record<string, number | string | readonly number[]>;

export interface OnnxNode {
  op: string;
  inputs: readonly string[];
  output: string;
  attributes?: OnnxAttributes;
}

export interface OnnxTensor {
  name: string;
  shape: readonly number[];
  data: Float32Array | BigInt64Array;
}

/** A dimension that is free has a name in place of a number. */
export interface OnnxValue {
  name: string;
  shape: readonly (number | string)[];
}

export interface OnnxModel {
  name: string;
  nodes: readonly OnnxNode[];
  tensors: readonly OnnxTensor[];
  inputs: readonly OnnxValue[];
  outputs: readonly OnnxValue[];
}

/** The bytes of an .onnx file (opset 13). The same model always gives the same bytes. */
export function encodeOnnx(model: OnnxModel): Uint8Array {
  return schema
    .lookupType('Model')
    .encode({
      ir_version: 8,
      producer_name: 'varai',
      graph: {
        name: model.name,
        node: model.nodes.map(({ op, inputs, output, attributes = {} }) => ({
          name: output,
          op_type: op,
          input: inputs,
          output: [output],
          attribute: Object.entries(attributes).map(([name, value]) => encodeAttribute(name, value)),
        })),
        initializer: model.tensors.map(({ name, shape, data }) => ({
          name,
          dims: shape,
          data_type: data instanceof Float32Array ? FLOAT : INT64,
          raw_data: new Uint8Array(data.buffer, data.byteOffset, data.byteLength),
        })),
        input: model.inputs.map(encodeValue),
        output: model.outputs.map(encodeValue),
      },
      opset_import: [{ domain: '', version: 13 }],
    })
    .finish();
}

function encodeAttribute(name: string, value: number | string | readonly number[]): object {
  if (typeof value === 'number') return { name, type: ATTRIBUTE_INT, i: value };
  if (typeof value === 'string') return { name, type: ATTRIBUTE_STRING, s: Buffer.from(value, 'latin1') };
  return { name, type: ATTRIBUTE_INTS, ints: value };
}

function encodeValue({ name, shape }: OnnxValue): object {
  const dim = shape.map((size) => (typeof size === 'number' ? { dim_value: size } : { dim_param: size }));
  return { name, type: { tensor_type: { elem_type: FLOAT, shape: { dim } } } };
}
