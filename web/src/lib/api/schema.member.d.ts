/**
 * The API of accounts, privacy centre, policy documents and operation, in the shape that openapi-typescript gives.
 */
import type { components } from './schema';

type Problem = components['schemas']['Problem'];
type Track = components['schemas']['Track'];
type SessionMember = components['schemas']['SessionMember'];
type Role = SessionMember['roles'][number];
type Basis = components['schemas']['Consent']['basis'];

export interface MemberSchemas {
  SmsChallenge: { challenge_id: string; expires_in_seconds: number; resend_after_seconds: number };
  SignedIn: { created: boolean; member: SessionMember; token?: string };
  PasswordStrength: { score: number; acceptable: boolean; warning: string | null; suggestions: string[] };
  Me: {
    id: string;
    nickname: string | null;
    avatar: string | null;
    phone_masked: string;
    has_password: boolean;
    roles: Role[];
    created_at: string;
    signature: string | null;
    gender: 'female' | 'male' | 'other' | null;
    birthday: string | null;
    region: string | null;
  };
  MeChange: {
    nickname?: string | null;
    signature?: string | null;
    gender?: string | null;
    birthday?: string | null;
    region?: string | null;
  };
  Device: {
    id: string;
    device_name: string | null;
    created_at: string;
    last_used_at: string;
    current: boolean;
  };
  ConsentEvent: {
    purpose: string;
    title: string;
    event: 'granted' | 'withdrawn' | 'refused' | 'terminated';
    at: string;
    policy_version: string;
    text_hash: string;
  };
  HeldItem: {
    item: string;
    title: string;
    count: number;
    oldest: string | null;
    newest: string | null;
    purpose: string;
    purpose_title: string;
    function_title: string;
    basis: Basis;
    basis_title: string;
    retention_text: string;
    erase_after: string | null;
    erasable: boolean;
    correctable: boolean;
    exportable: boolean;
    why_kept: string | null;
  };
  HeldCategory: {
    category: string;
    title: string;
    sensitivity: 'ordinary' | 'sensitive';
    items: MemberSchemas['HeldItem'][];
  };
  Held: { generated_at: string; categories: MemberSchemas['HeldCategory'][] };
  DataColumn: { name: string; title: string; value: string | null; sealed: boolean; correctable: boolean };
  DataRow: { row_id: string; columns: MemberSchemas['DataColumn'][] };
  Disclosure: {
    id: string;
    recipient: string;
    recipient_title: string;
    purpose_title: string;
    fields: string[];
    at: string;
    outcome: 'sent' | 'failed' | 'refused' | 'pending';
  };
  Certificate: {
    id: string;
    closed_at: string;
    subject_digest: string;
    tables: {
      table: string;
      title: string;
      action: 'deleted' | 'anonymised' | 'kept';
      rows: number;
      kept_until: string | null;
      rule: string | null;
    }[];
    keys_destroyed: number;
    files_removed: number;
    policy_version: string;
    digest: string;
  };
  PolicyDocument: {
    version: string;
    title: string;
    published_at: string;
    effective_at: string;
    text_hash: string;
    summary: { title: string; body_markdown: string }[];
    chapters: { id: string; number: number; title: string; body_markdown: string }[];
  };
  PolicyVersion: {
    version: string;
    published_at: string;
    effective_at: string;
    text_hash: string;
    previous_hash: string | null;
    current: boolean;
  };
  PolicyChange: {
    kind: string;
    widening: boolean;
    subject: string;
    before: string | null;
    after: string | null;
    purpose: string | null;
  };
  PolicyChanges: {
    from: string;
    to: string;
    widening: boolean;
    changes: MemberSchemas['PolicyChange'][];
  };
  CollectionList: {
    title: string;
    groups: {
      category: string;
      title: string;
      sensitivity: 'ordinary' | 'sensitive';
      items: {
        item: string;
        title: string;
        function_title: string;
        purpose_title: string;
        basis: Basis;
        basis_title: string;
        retention_text: string;
        columns: { name: string; title: string }[];
        required: boolean;
      }[];
    }[];
  };
  PermissionList: {
    title: string;
    items: {
      permission: string;
      title: string;
      functions: { id: string; title: string }[];
      notice: string;
      used_by_this_edition: boolean;
    }[];
  };
  RecipientList: {
    title: string;
    items: {
      recipient: string;
      title: string;
      class: string;
      country: string;
      function_title: string;
      fields: { title: string }[];
      purpose_title: string;
      hosts: string[];
      agreement: string | null;
      enabled: boolean;
    }[];
  };
  SharingList: {
    title: string;
    items: {
      recipient_title: string;
      item_title: string;
      fields: { title: string }[];
      purpose_title: string;
      transform: string;
    }[];
  };
  StoredList: {
    title?: string;
    items: {
      name: string;
      title: string;
      purpose_title: string;
      max_age_text: string | null;
      required: boolean;
    }[];
  };
  Scan: {
    state: 'idle' | 'running';
    folders: { path: string; reachable: boolean }[];
    started_at: string | null;
    finished_at: string | null;
    found: number;
    read: number;
    unchanged: number;
    added: number;
    changed: number;
    moved: number;
    missing: number;
    problems: number;
    current: string | null;
    tracks_total: number;
  };
  ScanProblem: {
    path: string;
    reason_code: string;
    reason: string;
    seen_at: string;
    playable: boolean;
  };
  ManagedMember: {
    id: string;
    nickname: string | null;
    roles: Role[];
    created_at: string;
    state: 'active' | 'suspended';
  };
  Job: {
    name: string;
    title: string;
    interval_text: string;
    last_run_at: string | null;
    last_outcome: 'ok' | 'failed' | 'never';
    last_message: string | null;
    next_run_at: string | null;
    runs: number;
    rows_last: number;
  };
  Health: {
    version: string;
    engine: 'sqlite' | 'postgresql';
    engine_version: string;
    uptime_seconds: number;
    tracks: number;
    albums: number;
    artists: number;
    members: number;
    database_bytes: number;
    cache: { bytes: number; limit_bytes: number; entries: number };
    ffmpeg: { found: boolean; version: string | null };
    transcodes: { running: number; limit: number };
    overdue_rows: number;
    disk_free_bytes: number;
  };
  OperatorPolicy: {
    promises: { held: number; pending: number; total: number };
    recipients: { recipient: string; title: string; enabled: boolean }[];
  };
  Listen: { id: string; track: Track; started_at: string; played_ms: number };
}

type S = MemberSchemas;

interface List<T> {
  items: T[];
  next: string | null;
}

type Shape<Key extends string, T> = [T] extends [never] ? { [K in Key]?: never } : { [K in Key]: T };
type Optional<Key extends string, T> = [T] extends [never] ? { [K in Key]?: never } : { [K in Key]?: T };

interface Responses<Answer> {
  200: { content: { 'application/json': Answer } };
  default: { content: { 'application/problem+json': Problem } };
}

interface Read<Answer, Path = never, Query = never> {
  parameters: { header?: never; cookie?: never } & Shape<'path', Path> & Optional<'query', Query>;
  requestBody?: never;
  responses: Responses<Answer>;
}

type Act<Answer, Path = never> = Read<Answer, Path>;

interface Send<Answer, Body, Path = never> {
  parameters: { query?: never; header?: never; cookie?: never } & Shape<'path', Path>;
  requestBody: { content: { 'application/json': Body } };
  responses: Responses<Answer>;
}

interface Accepted {
  policy_version?: string;
  text_hash?: string;
  device_name?: string;
}

interface Language {
  language?: string;
}

interface Paging {
  cursor?: string;
  limit?: number;
}

export interface MemberPaths {
  '/api/v1/sign_in/sms_codes': { post: Send<S['SmsChallenge'], { phone: string }> };
  '/api/v1/sign_in/sms': { post: Send<S['SignedIn'], { phone: string; code: string } & Accepted> };
  '/api/v1/sign_in/password': { post: Send<S['SignedIn'], { phone: string; password: string } & Accepted> };
  '/api/v1/sign_in/password_reset': {
    post: Send<never, { phone: string; code: string; new_password: string }>;
  };
  '/api/v1/password_strength': { post: Send<S['PasswordStrength'], { password: string }> };
  '/api/v1/operator/claim': { post: Send<components['schemas']['Session'], { token: string }> };
  '/api/v1/me': { get: Read<S['Me']>; patch: Send<S['Me'], S['MeChange']> };
  '/api/v1/me/avatar': { put: Send<{ avatar: string }, Blob>; delete: Act<never> };
  '/api/v1/me/password': {
    put: Send<never, { current_password?: string; new_password: string }>;
  };
  '/api/v1/me/sessions': { get: Read<List<S['Device']>>; delete: Act<{ signed_out: number }> };
  '/api/v1/me/sessions/{id}': { delete: Act<never, { id: string }> };
  '/api/v1/me/consent_events': { get: Read<List<S['ConsentEvent']>, never, Paging> };
  '/api/v1/me/data': { get: Read<S['Held'], never, Language> };
  '/api/v1/me/data/{item}': {
    get: Read<List<S['DataRow']>, { item: string }, Paging>;
    delete: Act<{ item: string; erased_rows: number }, { item: string }>;
  };
  '/api/v1/me/data/{item}/{row_id}': {
    patch: Send<S['DataRow'], Record<string, string | null>, { item: string; row_id: string }>;
  };
  '/api/v1/me/export': { get: Read<Record<string, unknown>> };
  '/api/v1/me/disclosures': { get: Read<List<S['Disclosure']>, never, Paging> };
  '/api/v1/me/agreement/termination': { post: Act<{ withdrawn: string[]; signed_out: boolean }> };
  '/api/v1/me/closure': { post: Send<S['Certificate'], { confirmation: 'CLOSE' }> };
  '/api/v1/me/policy_acceptance': { post: Send<never, { version: string; text_hash: string }> };
  '/api/v1/certificates/{id}': { get: Read<S['Certificate'], { id: string }> };
  '/api/v1/policy': { get: Read<S['PolicyDocument'], never, Language> };
  '/api/v1/policy/versions': { get: Read<List<S['PolicyVersion']>> };
  '/api/v1/policy/versions/{version}': { get: Read<S['PolicyDocument'], { version: string }, Language> };
  '/api/v1/policy/changes': {
    get: Read<S['PolicyChanges'], never, { from: string; to: string } & Language>;
  };
  '/api/v1/policy/lists/collection': { get: Read<S['CollectionList'], never, Language> };
  '/api/v1/policy/lists/permissions': { get: Read<S['PermissionList'], never, Language> };
  '/api/v1/policy/lists/recipients': { get: Read<S['RecipientList'], never, Language> };
  '/api/v1/policy/lists/sharing': { get: Read<S['SharingList'], never, Language> };
  '/api/v1/policy/lists/cookies': { get: Read<S['StoredList'], never, Language> };
  '/api/v1/policy/lists/storage': { get: Read<S['StoredList'], never, Language> };
  '/api/v1/operator/scan': { get: Read<S['Scan']>; post: Send<never, { full?: boolean }> };
  '/api/v1/operator/problems': { get: Read<List<S['ScanProblem']>, never, Paging> };
  '/api/v1/operator/members': { get: Read<List<S['ManagedMember']>, never, Paging> };
  '/api/v1/operator/members/{id}': {
    patch: Send<
      S['ManagedMember'],
      { roles?: S['ManagedMember']['roles']; state?: 'active' | 'suspended' },
      { id: string }
    >;
  };
  '/api/v1/operator/jobs': { get: Read<List<S['Job']>> };
  '/api/v1/operator/jobs/{name}/run': { post: Act<never, { name: string }> };
  '/api/v1/operator/health': { get: Read<S['Health']> };
  '/api/v1/operator/policy': { get: Read<S['OperatorPolicy']> };
}
