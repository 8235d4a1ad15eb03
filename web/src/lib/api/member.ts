/** The types of accounts, privacy centre, policy documents and operation, under the names that the app uses. */
import type { MemberSchemas } from './schema.member';

export type SmsChallenge = MemberSchemas['SmsChallenge'];
export type SignedIn = MemberSchemas['SignedIn'];
export type PasswordStrength = MemberSchemas['PasswordStrength'];
export type Me = MemberSchemas['Me'];
export type MeChange = MemberSchemas['MeChange'];
export type Device = MemberSchemas['Device'];
export type ConsentEvent = MemberSchemas['ConsentEvent'];
export type Held = MemberSchemas['Held'];
export type HeldCategory = MemberSchemas['HeldCategory'];
export type HeldItem = MemberSchemas['HeldItem'];
export type DataRow = MemberSchemas['DataRow'];
export type DataColumn = MemberSchemas['DataColumn'];
export type Disclosure = MemberSchemas['Disclosure'];
export type Certificate = MemberSchemas['Certificate'];
export type PolicyDocument = MemberSchemas['PolicyDocument'];
export type PolicyVersion = MemberSchemas['PolicyVersion'];
export type PolicyChange = MemberSchemas['PolicyChange'];
export type PolicyChanges = MemberSchemas['PolicyChanges'];
export type StoredList = MemberSchemas['StoredList'];
export type Scan = MemberSchemas['Scan'];
export type ScanProblem = MemberSchemas['ScanProblem'];
export type ManagedMember = MemberSchemas['ManagedMember'];
export type Job = MemberSchemas['Job'];
export type Health = MemberSchemas['Health'];
