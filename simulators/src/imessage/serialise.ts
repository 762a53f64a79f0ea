// Messages and chats as BlueBubbles writes them. Times are epoch milliseconds, absent ones null.
// Whole literals, no spreading: a message is written four times on its way.
import type { StoredMessage } from './macs.ts';
import { addressOf } from './macs.ts';

function handleOf(address: string): Record<string, unknown> {
  const country = address.startsWith('+880') ? 'bd' : 'us';
  return { originalROWID: 1, address, service: 'iMessage', uncanonicalizedId: null, country };
}

export function chatJson(guid: string, participants = false): Record<string, unknown> {
  const chatIdentifier = addressOf(guid);
  const chat: Record<string, unknown> = {
    originalROWID: 1,
    guid,
    style: 45,
    chatIdentifier,
    isArchived: false,
    displayName: '',
  };
  if (participants) chat['participants'] = [handleOf(chatIdentifier)];
  return chat;
}

export function messageJson(
  message: StoredMessage,
  extras: { tempGuid?: string | undefined; chats?: boolean } = {},
): Record<string, unknown> {
  const json: Record<string, unknown> = {
    originalROWID: message.rowid,
    guid: message.guid,
    text: message.text,
    attributedBody: null,
    handle: message.fromMe ? null : handleOf(message.address),
    handleId: message.fromMe ? 0 : 1,
    otherHandle: 0,
    attachments: [],
    subject: null,
    error: message.error,
    dateCreated: message.created,
    dateRead: message.read,
    dateDelivered: message.delivered,
    isDelivered: message.delivered !== null,
    isFromMe: message.fromMe,
    hasDdResults: false,
    isArchived: false,
    itemType: 0,
    groupTitle: null,
    groupActionType: 0,
    balloonBundleId: null,
    associatedMessageGuid: null,
    associatedMessageType: null,
    expressiveSendStyleId: null,
    threadOriginatorGuid: null,
    hasPayloadData: false,
    isAudioMessage: false,
    dateEdited: null,
    dateRetracted: null,
  };
  if (extras.chats) json['chats'] = [chatJson(message.chat)];
  if (extras.tempGuid) json['tempGuid'] = extras.tempGuid;
  return json;
}
