/** An address as tables write it, from its bytes in network order. */
export { addressText as nameAddress } from '../../../base/addresses.ts';
