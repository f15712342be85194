import { fieldList } from '../../http/fields.ts';
import type { HttpHead } from '../../http/http-events.ts';
import type { Way } from '../../model/stream.ts';
import type { Gift, UpgradedView } from './gift.ts';
import { Http2View } from './http2-view.ts';
import { WebSocketView, type WebSocketTerms } from './websocket-view.ts';

/**
 * What shows the protocol that a connection has gone over to; undefined: nobody does.
 * @param switched the answer that said so; without one it began as HTTP/2
 * @param give takes what is ready, in its order
 */
export function upgradedView(switched: HttpHead | undefined, give: (gift: Gift) => void): UpgradedView | undefined {
  if (switched === undefined) return new Http2View(give);
  const [to = ''] = fieldList(switched.fields, 'upgrade');
  if (to === 'h2c') return new Http2View(give);
  return to === 'websocket' ? new WebSocketView(termsOf(switched), give) : undefined;
}

/** What an answer has agreed to of Sec-WebSocket-Extensions (RFC 7692 7.1). */
function termsOf({ fields, spot }: HttpHead): WebSocketTerms {
  const client: Way = spot.way === 0 ? 1 : 0;
  const extension =
    fieldList(fields, 'sec-websocket-extensions').find((each) => /^permessage-deflate\b/.test(each)) ?? '';
  const isFresh = (side: string): boolean => extension.includes(`${side}_no_context_takeover`);
  const [ofClient, ofServer] = [isFresh('client'), isFresh('server')];
  return { isDeflated: extension !== '', isFresh: client === 0 ? [ofClient, ofServer] : [ofServer, ofClient], client };
}
