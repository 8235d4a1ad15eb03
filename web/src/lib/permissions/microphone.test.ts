/** What the microphone is for: a closed list, and the code that names it. */
import { describe, expect, it } from 'vitest';
import { functions, permissions, type FunctionId } from '$lib/policy.gen';
import { broker } from './broker';
import { asked } from './sources';

describe('the microphone', () => {
  it('serves naming a song and searching by voice, and of finding and playing music the latter alone', () => {
    const all = Object.keys(functions) as FunctionId[];
    expect(all.length).toBeGreaterThan(30);
    // Naming a song is a function of its own, with a page of its own; what finds and plays music is all the rest.
    const allowed = all.filter((id) => broker.allows('microphone', id));
    expect(allowed).toEqual(['recognition', 'voice_search']);
    expect(permissions.microphone.functions).toEqual(allowed);
  });

  it('is asked for in these two places, each time for the function that it names', () => {
    expect(asked('openMicrophone')).toEqual([
      "lib/features/recognition 'recognition'",
      "lib/features/voice 'voice_search'",
    ]);
  });
});
