// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/examples/examples.h"

#include "engine/runtime/examples/chatroom.h"
#include "engine/runtime/examples/counter.h"
#include "engine/runtime/examples/diary.h"
#include "engine/runtime/examples/guestbook.h"
#include "engine/runtime/examples/order.h"
#include "engine/runtime/examples/postbox.h"

namespace rove::runtime::examples {

using namespace Qt::StringLiterals;

ActorRegistry registry()
{
    ActorRegistry registry;
    registry.add<Counter>(u"counter"_s);
    registry.add<ChatRoom>(u"chatRoom"_s);
    registry.add<Diary>(u"diary"_s);
    registry.add<Guestbook>(u"guestbook"_s);
    registry.add<Order>(u"order"_s);
    registry.add<Postbox>(u"postbox"_s);
    return registry;
}

} // namespace rove::runtime::examples
