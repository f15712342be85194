import text from './logins.log.txt?raw';

/** A small log to try: made up for this page. */
export const EXAMPLE_LOG: string = text;
