import { OPTION_GROUPS, type OptionWords } from './options.ts';

/** Characters of the longest line. */
const WIDTH = 100;

const USAGE = `Usage:
  flowloom info CAPTURE...               format, link types, packets, bytes, times, problems
  flowloom flows CAPTURE... [options]    one row a flow, as NFStream 6.5.4 writes it
  flowloom packets CAPTURE... [options]  one row a packet
  flowloom match CAPTURE --code FILE.ts  run relational flows; one row a match
  flowloom findings CAPTURE [options]    what rules find odd; one row a finding
  flowloom names CAPTURE [options]       names that the capture says of addresses; one row a name
  flowloom hosts CAPTURE [options]       who took part; one row a host
  flowloom messages CAPTURE [options]    what was said; one row a message
  flowloom objects CAPTURE [options]     files that passed; one row an object, --save writes them
  flowloom follow CAPTURE --flow N       what the ends of a flow said to each other

CAPTURE is a pcap, pcapng, snoop, ERF or Network Monitor file, plain or compressed with gzip, zstd
or lz4, or - for standard input. flows and packets take several captures as one stream, unless
--each is given; info takes them one by one, match, findings, names, hosts, messages
and objects only with --each; follow takes one.
`;

const STATUS = `
Exit status: 0 done; 1 wrong usage; 2 a capture could not be read to its end (what was read is
still written); 70 a defect of the program.
`;

/** The text of `--help`, for one command or for all. */
export function helpText(command: string | undefined): string {
  const groups = OPTION_GROUPS.map(({ title, options }) => ({ title, options: optionsOf(options, command) }));
  const shown = groups.filter(({ options }) => options.length > 0);
  const names = shown.flatMap(({ options }) => options.map((option) => nameOf(option).length));
  const indent = Math.max(...names) + 2;
  const sections = shown.map(({ title, options }) => {
    const lines = options.map((option) => `${nameOf(option).padEnd(indent)}${wrapped(option.help, indent)}\n`);
    return `\n${title}:\n${lines.join('')}`;
  });
  return `${USAGE}${sections.join('')}${STATUS}`;
}

function optionsOf(options: readonly OptionWords[], command: string | undefined): readonly OptionWords[] {
  return options.filter(({ commands }) => command === undefined || commands.some((name) => name === command));
}

function nameOf({ name, short, value }: OptionWords): string {
  const before = short === undefined ? '    ' : `-${short}, `;
  return `  ${before}--${name}${value === undefined ? '' : ` ${value}`}`;
}

/** Broken between words so that no line is wider than WIDTH; further lines are indented. */
function wrapped(text: string, indent: number): string {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = lines.length === 0 ? word : `${lines[lines.length - 1]} ${word}`;
    if (lines.length > 0 && longer.length <= WIDTH - indent) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.join(`\n${' '.repeat(indent)}`);
}
