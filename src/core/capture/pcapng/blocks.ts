/** Block types of pcapng by name (draft-ietf-opsawg-pcapng, section 4 and appendix A; IANA's registry of block types). */
export const SECTION_HEADER = 0x0a0d0d0a;
export const INTERFACE_DESCRIPTION = 1;
export const PACKET = 2;
export const SIMPLE_PACKET = 3;
export const NAME_RESOLUTION = 4;
export const INTERFACE_STATISTICS = 5;
export const ENHANCED_PACKET = 6;
export const JOURNAL = 9;
export const SECRETS = 10;
export const CUSTOM = 0x00000bad;
/** A custom block that is not to be copied. */
export const CUSTOM_PRIVATE = 0x40000bad;
export const BYTE_ORDER_MAGIC = 0x1a2b3c4d;

/** The usual abbreviations of the block types. */
export const BLOCK_NAMES: ReadonlyMap<number, string> = new Map([
  [SECTION_HEADER, 'SHB'],
  [INTERFACE_DESCRIPTION, 'IDB'],
  [PACKET, 'PB'],
  [SIMPLE_PACKET, 'SPB'],
  [NAME_RESOLUTION, 'NRB'],
  [INTERFACE_STATISTICS, 'ISB'],
  [ENHANCED_PACKET, 'EPB'],
  [7, 'IRIG timestamp'],
  [8, 'ARINC 429'],
  [JOURNAL, 'SJE'],
  [SECRETS, 'DSB'],
  [CUSTOM, 'CB'],
  [CUSTOM_PRIVATE, 'DCB'],
]);
