import { describe, expect, it } from 'vitest';
import { serviceOfHost } from '../../../src/core/identify/hosts/match.ts';
import { SERVICES } from '../../../src/core/identify/hosts/services.ts';

const name = (host: string): string | undefined => serviceOfHost(host)?.name;

describe('the service of a host', () => {
  it('is that of the longest domain that holds it', () => {
    expect(name('www.google.com')).toBe('Google');
    expect(name('maps.google.com')).toBe('GoogleMaps');
    expect(name('a.b.icloud.com')).toBe('AppleiCloud');
    expect(name('mask.icloud.com')).toBe('iCloudPrivateRelay');
  });

  it('begins at a label', () => {
    expect(name('notgoogle.com')).toBeUndefined();
    expect(name('google.com.example')).toBeUndefined();
    expect(name('')).toBeUndefined();
  });

  it('leaves out the bare domain where it is told so', () => {
    expect(name('apple.com')).toBeUndefined();
    expect(name('www.apple.com')).toBe('Apple');
  });

  it('has a category of its own where its use is another', () => {
    expect(serviceOfHost('ad.doubleclick.net')).toMatchObject({ name: 'Google', category: 'Advertisement' });
    expect(serviceOfHost('www.google.com')?.category).toBeUndefined();
  });

  it('has an origin in each line', () => {
    for (const line of SERVICES.trim().split('\n')) expect(line.split(' | ')[2] ?? '', line).toMatch(/\w/);
  });
});
