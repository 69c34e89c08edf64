package org.herald.it.inside.app;

import jakarta.annotation.Resource;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.transaction.UserTransaction;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.herald.inside.Outcome;
import org.herald.inside.Publication;

/**
 * Fires what it is asked for: {@code how=now} without a transaction, {@code commit} and {@code rollback} within one, which
 * ends when {@code how=end} comes. {@code GET} tells how many were fired, and what came of each.
 */
@WebServlet("/orders")
public class Orders extends HttpServlet {

    private static final long serialVersionUID = 1;
    private static final long PATIENCE_SECONDS = 60;

    @Inject
    private transient Event<Publication> publications;

    @Resource
    private transient UserTransaction transaction;

    private final transient Semaphore ends = new Semaphore(0);
    private final transient List<String> outcomes = new CopyOnWriteArrayList<>();
    private final transient Semaphore fired = new Semaphore(0);

    @Override
    protected void doPost(HttpServletRequest request, HttpServletResponse response) throws ServletException {
        try {
            switch (request.getParameter("how")) {
                case "now" -> fire(request);
                case "end" -> ends.release();
                case "commit" -> {
                    begin(request);
                    transaction.commit();
                }
                default -> {
                    begin(request);
                    transaction.rollback();
                }
            }
        } catch (Exception e) {
            throw new ServletException(e);
        }
    }

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain");
        response.getWriter().print(fired.availablePermits() + " " + outcomes);
    }

    private void begin(HttpServletRequest request) throws Exception {
        transaction.begin();
        fire(request);
        if (!ends.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody ended the transaction");
        }
    }

    private void fire(HttpServletRequest request) {
        publications.fire(Publication.text(request.getParameter("room"), request.getParameter("text"))
                .id(request.getParameter("id"))
                .told(this::note));
        fired.release();
    }

    private void note(Outcome outcome) {
        outcomes.add(outcome.isPublished() ? (outcome.duplicate() ? "again" : "published") : outcome.refusal());
    }
}
