/** What the camera is for: a closed list, and the code that names it. */
import { describe, expect, it } from 'vitest';
import { functions, permissions, type FunctionId } from '$lib/policy.gen';
import { broker } from './broker';
import { asked, sources, textOf } from './sources';

describe('the camera', () => {
  it('serves scanning codes and nothing else', () => {
    const allowed = (Object.keys(functions) as FunctionId[]).filter((id) => broker.allows('camera', id));
    expect(allowed).toEqual(['scan_codes']);
    expect(permissions.camera.functions).toEqual(allowed);
  });

  it('is asked for in the scanner alone, for the function that it names', () => {
    expect(asked('openCamera')).toEqual(["lib/features/scan 'scan_codes'"]);
  });

  it('is decoded on the device: the scanner has no way to send or keep what it sees', () => {
    const scanner = sources().filter((path) => path.startsWith('lib/features/scan/'));
    expect(scanner.length).toBeGreaterThanOrEqual(5);
    const ways =
      /\$lib\/api|fetch\(|XMLHttpRequest|sendBeacon|WebSocket|toBlob|toDataURL|\$lib\/storage|indexedDB|\bcaches\b|MediaRecorder/;
    for (const path of scanner) expect(textOf(path), path).not.toMatch(ways);
  });
});
