/**
 * A transcription service on this machine, as OpenAI describes `POST /audio/transcriptions`, for tests.
 *
 * It takes what that description says and nothing else, and remembers what it was sent.
 * `transcriber.test.ts` holds it against OpenAI's own client; `e2e/voice-endpoint.test.ts` lets Qingyin speak to it.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const KEY = 'sk-test-of-qingyin';
export const MODEL = 'sensevoice-small';

/** What came in one request. */
export interface Sent {
  /** The names of the headers, in alphabetical order. */
  headers: string[];
  /** The parts of the form that are text. */
  texts: Record<string, string>;
  fileName: string;
  fileType: string;
  sound: Buffer;
}

const FORMATS = ['json', 'text', 'srt', 'verbose_json', 'vtt'];
const TEXTS = ['model', 'language', 'prompt', 'response_format', 'temperature'];

/** Why a request is refused, as OpenAI's service words it. */
class Fault extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly param: string | null = null,
  ) {
    super(message);
  }
}

export class TranscriptionService {
  readonly sent: Sent[] = [];
  /** What it writes down, whatever is said. */
  text = '';
  /** A status to answer with instead. */
  failing: number | null = null;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  static async start(): Promise<TranscriptionService> {
    const server = createServer((request, response) => void service.#answer(request, response));
    const service = new TranscriptionService(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return service;
  }

  /** Its base address. */
  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/v1`;
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse) {
    const pieces: Buffer[] = [];
    for await (const piece of request) pieces.push(piece as Buffer);
    let status = 200;
    let body: object;
    try {
      if (this.failing !== null) throw new Fault(this.failing, 'The server had an error.');
      this.sent.push(await this.#read(request, Buffer.concat(pieces)));
      body = { text: this.text, usage: { type: 'duration', seconds: 3 } };
    } catch (thrown) {
      const fault = thrown instanceof Fault ? thrown : new Fault(400, String(thrown));
      status = fault.status;
      const { message, param } = fault;
      body = { error: { message, type: 'invalid_request_error', param, code: null } };
    }
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }

  async #read(request: IncomingMessage, bytes: Buffer): Promise<Sent> {
    if (request.url !== '/v1/audio/transcriptions') throw new Fault(404, `Invalid URL (${request.url})`);
    if (request.method !== 'POST') throw new Fault(405, 'Method Not Allowed');
    if (request.headers.authorization !== `Bearer ${KEY}`)
      throw new Fault(401, 'Incorrect API key provided.');
    const type = request.headers['content-type'] ?? '';
    if (!type.startsWith('multipart/form-data;')) throw new Fault(400, 'Invalid content type.');
    // The form is read by the parser that Node brings along, and by nothing of ours.
    const form = await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData();
    const texts: Record<string, string> = {};
    let file: File | null = null;
    for (const [name, value] of form) {
      if (name === 'file' && typeof value !== 'string' && !file) file = value;
      else if (TEXTS.includes(name) && typeof value === 'string' && !(name in texts)) texts[name] = value;
      else throw new Fault(400, `Unrecognized request argument supplied: ${name}`, name);
    }
    if (!file) throw new Fault(400, "Missing required parameter: 'file'.", 'file');
    if (texts['model'] !== MODEL) throw new Fault(404, `The model does not exist.`, 'model');
    if (!FORMATS.includes(texts['response_format'] ?? 'json'))
      throw new Fault(400, 'Invalid value.', 'response_format');
    if (!file.name.endsWith('.wav')) throw new Fault(400, 'Invalid file format.', 'file');
    const sound = Buffer.from(await file.arrayBuffer());
    if (sound.toString('latin1', 0, 4) !== 'RIFF' || sound.toString('latin1', 8, 12) !== 'WAVE')
      throw new Fault(400, 'Audio file might be corrupted or unsupported.', 'file');
    const headers = Object.keys(request.headers).sort();
    return { headers, texts, fileName: file.name, fileType: file.type, sound };
  }
}
