// How a method prints its arithmetic: shortest exact decimals, so that whoever computes the line with doubles gets the same digits.
import { decimalOf } from '../model/decimal.js';

/** A number inside an expression; brackets round a negative one. */
export const written = (value: number): string => (value < 0 ? `(${decimalOf(value)})` : decimalOf(value));

/** `share * (upper - lower) + lower`, as it is printed and computed; `share` is an expression already. */
export const stretched = (share: string, lower: number, upper: number): string =>
  lower === 0 ? `${share} * ${written(upper)}` : `${share} * ${written(upper - lower)} + ${written(lower)}`;
