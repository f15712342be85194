/** Names of numbers that several layers share: `core/model` has them. */
export { ETHERTYPES, ethertypeName } from '../model/ethertypes.ts';
export { PORTS } from '../model/ports.ts';
