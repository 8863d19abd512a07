/** The activation functions of activations.ts on tensors. */
import {
  add,
  mul,
  relu,
  rsqrt,
  sigmoid,
  square,
  step,
  sub,
  type Tensor,
  tanh,
} from '@tensorflow/tfjs-core';
import type { Activation } from '../../configuration.ts';
import type { Constants } from './constants.ts';

export interface TensorActivation {
  /**
   * Values and slopes at the sums `z`. Inside a tidy.
   */
  valueAndSlope(
    z: Tensor,
    constants: Constants,
  ): { readonly value: Tensor; readonly slope: Tensor };
  /** The value divided by `scale`, in as few passes as it takes. */
  scaledValue(z: Tensor, constants: Constants): Tensor;
  readonly scale: number;
}

export const tensorActivations: Readonly<Record<Activation, TensorActivation>> = {
  algebraicSilu: {
    valueAndSlope(z, constants) {
      const half = constants.of(0.5);
      const inverse = rsqrt(add(square(z), constants.of(1)));
      const ratio = mul(z, inverse);
      const halfRatio = mul(ratio, half);
      const share = add(halfRatio, half);
      const slope = add(share, mul(halfRatio, square(inverse)));
      return { value: mul(z, share), slope };
    },
    // x/2 (1 + x / sqrt(1 + x^2)), twice: the next layer's weights are halved instead.
    scaledValue(z, constants) {
      const squares = square(z);
      return add(mul(squares, rsqrt(add(squares, constants.of(1)))), z);
    },
    scale: 0.5,
  },
  relu: {
    valueAndSlope: (z) => ({ value: relu(z), slope: step(z) }),
    scaledValue: (z) => relu(z),
    scale: 1,
  },
  silu: {
    valueAndSlope(z, constants) {
      const share = sigmoid(z);
      const value = mul(z, share);
      const rest = sub(constants.of(1), share);
      return { value, slope: add(share, mul(value, rest)) };
    },
    scaledValue: (z) => mul(z, sigmoid(z)),
    scale: 1,
  },
  tanh: {
    valueAndSlope(z, constants) {
      const value = tanh(z);
      return { value, slope: sub(constants.of(1), square(value)) };
    },
    scaledValue: (z) => tanh(z),
    scale: 1,
  },
};
