// SPDX-FileCopyrightText: 2026 The Rove authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/engine.h"

#include <functional>
#include <map>
#include <utility>

namespace rove::core {

/// The core as its neighbours on the engine thread reach it: it takes their events, remembers who asked for
/// what, and tells watchers what became of actors. The shell in engine/host carries the effects out for real,
/// the simulator in virtual time.
class Conductor {
public:
    using Answered = std::move_only_function<void(Result<Answer>)>;

    /// Hears of every change, in order. Must outlive the conductor or be removed by it.
    class Watcher {
    public:
        Watcher() = default;
        Watcher(const Watcher &) = delete;
        Watcher &operator=(const Watcher &) = delete;
        virtual ~Watcher() = default;

        virtual void actorChanged(const ActorChanged &change) = 0;
    };

    Conductor() = default;
    Conductor(const Conductor &) = delete;
    Conductor &operator=(const Conductor &) = delete;
    virtual ~Conductor() = default;

    [[nodiscard]] virtual const Engine &engine() const = 0;
    /// Applies the event now, or right after the one being applied.
    virtual void submit(Event event) = 0;

    /// Applies a request; `answered` gets its one reply, later than this call.
    template <class Request>
    void request(Request request, Answered answered)
    {
        request.ticket = Ticket{++m_lastTicket};
        m_open.emplace(request.ticket, std::move(answered));
        submit(std::move(request));
    }

protected:
    void answer(Reply reply)
    {
        if (auto open = m_open.extract(reply.ticket))
            open.mapped()(std::move(reply.answer));
    }

private:
    std::map<Ticket, Answered> m_open;
    std::uint64_t m_lastTicket = 0;
};

} // namespace rove::core
