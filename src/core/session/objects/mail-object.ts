import { fieldValues } from '../../http/fields.ts';
import type { ObjectEnd, ObjectHead } from '../../model/objects.ts';
import { boundedName } from './file-names.ts';
import { decodedWords } from './mime/parameters.ts';
import { decoded, eachPart, nameOf, readEntity, typeOf } from './mime/parts.ts';
import { giveWhole, type HeldPieces, type ObjectTaker } from './object-taker.ts';

/** A mail that has passed, and where it began. */
export interface PassedMail extends Pick<ObjectHead, 'protocol' | 'packet' | 'way'> {
  readonly held: HeldPieces;
}

/** Gives a mail as a whole, named by its subject, then its parts, or what it is itself if that is a file. */
export function giveMail(taker: ObjectTaker, { held, ...place }: PassedMail, end: ObjectEnd): void {
  const bytes = held.whole();
  if (bytes.length === 0) return;
  const entity = readEntity(bytes);
  const subject = decodedWords(fieldValues(entity.fields, 'subject')[0] ?? '');
  const own: ObjectEnd = held.isFull ? { ...end, trouble: 'too-large' } : end;
  giveWhole(taker, { ...place, name: mailName(subject), type: 'message/rfc822' }, bytes, own);
  const name = nameOf(entity.fields);
  const { value } = typeOf(entity);
  if (name !== undefined && !value.startsWith('multipart/'))
    giveWhole(taker, { ...place, protocol: 'MIME', name: boundedName(name), type: value }, decoded(entity), own);
  eachPart(entity, (part) => {
    const head = {
      ...place,
      protocol: 'MIME',
      name: boundedName(part.name ?? ''),
      type: part.type.slice(0, 100),
    } as const;
    giveWhole(taker, head, part.bytes, part.isWhole ? { missing: 0 } : { missing: 0, trouble: 'cut' });
  });
}

/** A subject is no path: what divides one is part of the words. */
function mailName(subject: string): string {
  const words = boundedName(subject.replaceAll(/[\\/]/g, '-').slice(0, 200));
  return words === '' ? '' : `${words}.eml`;
}
