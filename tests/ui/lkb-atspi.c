/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lkb-atspi.h"

#define ACCESSIBLE "org.a11y.atspi.Accessible"
#define ACTION "org.a11y.atspi.Action"
#define COMPONENT "org.a11y.atspi.Component"
#define COORDS_WINDOW 1

struct _LkbAtspi
{
  LkbUi *ui;
  GDBusConnection *bus;
  LkbAtspiRef *program;
};

typedef struct
{
  GVariant *value;
  GError *error;
  gboolean done;
} Answer;

void
lkb_atspi_ref_free (LkbAtspiRef *ref)
{
  g_free (ref->name);
  g_free (ref->path);
  g_free (ref);
}

static LkbAtspiRef *
create_ref (const char *name, const char *path)
{
  LkbAtspiRef *ref = g_new0 (LkbAtspiRef, 1);

  ref->name = g_strdup (name);
  ref->path = g_strdup (path);
  return ref;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->value = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result,
                                                 &answer->error);
  answer->done = TRUE;
}

static gboolean
is_answered (LkbUi *ui, gpointer data)
{
  return ((Answer *) data)->done;
}

/* (transfer full) (nullable): NULL with @error set. @args: floating or NULL. */
static GVariant *
call_on (LkbUi *ui, GDBusConnection *bus, const char *name, const char *path, const char *iface,
         const char *method, GVariant *args, GError **error)
{
  Answer answer = { 0 };

  g_dbus_connection_call (bus, name, path, iface, method, args, NULL, G_DBUS_CALL_FLAGS_NONE, -1,
                          NULL, answered_cb, &answer);
  lkb_ui_wait (ui, is_answered, &answer, method);
  if (answer.error != NULL)
    g_propagate_error (error, answer.error);
  return answer.value;
}

static GVariant *
call (LkbAtspi *self, const LkbAtspiRef *of, const char *iface, const char *method, GVariant *args)
{
  GError *error = NULL;
  GVariant *value = call_on (self->ui, self->bus, of->name, of->path, iface, method, args, &error);

  g_assert_no_error (error);
  return value;
}

static char *
dup_property (LkbAtspi *self, const LkbAtspiRef *of, const char *property)
{
  g_autoptr (GVariant) value = call (self, of, "org.freedesktop.DBus.Properties", "Get",
                                     g_variant_new ("(ss)", ACCESSIBLE, property));
  g_autoptr (GVariant) inner = NULL;

  g_variant_get (value, "(v)", &inner);
  return g_variant_dup_string (inner, NULL);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  Answer *answer = data;

  answer->value = (GVariant *) g_dbus_connection_new_for_address_finish (result, &answer->error);
  answer->done = TRUE;
}

/* The program tells the bus of itself, which takes its time. */
static gboolean
has_program (LkbUi *ui, gpointer data)
{
  LkbAtspi *self = data;
  g_autoptr (LkbAtspiRef) root = create_ref ("org.a11y.atspi.Registry",
                                             "/org/a11y/atspi/accessible/root");
  g_autoptr (GPtrArray) programs = lkb_atspi_dup_children (self, root);

  if (programs->len == 0)
    return FALSE;
  g_assert_cmpuint (programs->len, ==, 1);
  self->program = g_ptr_array_steal_index (programs, 0);
  return TRUE;
}

LkbAtspi *
lkb_atspi_new (LkbUi *ui)
{
  g_autoptr (LkbAtspi) self = g_new0 (LkbAtspi, 1);
  g_autoptr (GDBusConnection) session = NULL;
  g_autoptr (GVariant) address = NULL;
  g_autoptr (GError) error = NULL;
  Answer answer = { 0 };
  const char *text;

  self->ui = ui;
  session = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  if (session != NULL)
    address = call_on (ui, session, "org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus", "GetAddress",
                       NULL, &error);
  if (address == NULL)
    {
      g_autofree char *reason = g_strdup_printf ("no accessibility bus: %s", error->message);

      g_test_skip (reason);
      return NULL;
    }
  g_variant_get (address, "(&s)", &text);
  g_dbus_connection_new_for_address (text,
                                     G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT
                                         | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
                                     NULL, NULL, connected_cb, &answer);
  lkb_ui_wait (ui, is_answered, &answer, "the accessibility bus");
  g_assert_no_error (answer.error);
  self->bus = (GDBusConnection *) answer.value;
  lkb_ui_wait (ui, has_program, self, "the program on the accessibility bus");
  return g_steal_pointer (&self);
}

void
lkb_atspi_free (LkbAtspi *self)
{
  g_clear_object (&self->bus);
  g_clear_pointer (&self->program, lkb_atspi_ref_free);
  g_free (self);
}

GPtrArray *
lkb_atspi_dup_children (LkbAtspi *self, const LkbAtspiRef *of)
{
  GPtrArray *children = g_ptr_array_new_with_free_func ((GDestroyNotify) lkb_atspi_ref_free);
  g_autoptr (GVariant) value = call (self, of != NULL ? of : self->program, ACCESSIBLE,
                                     "GetChildren", NULL);
  g_autoptr (GVariantIter) iter = NULL;
  const char *name, *path;

  g_variant_get (value, "(a(so))", &iter);
  while (g_variant_iter_next (iter, "(&s&o)", &name, &path))
    g_ptr_array_add (children, create_ref (name, path));
  return children;
}

char *
lkb_atspi_dup_name (LkbAtspi *self, const LkbAtspiRef *of)
{
  return dup_property (self, of, "Name");
}

char *
lkb_atspi_dup_description (LkbAtspi *self, const LkbAtspiRef *of)
{
  return dup_property (self, of, "Description");
}

guint
lkb_atspi_get_role (LkbAtspi *self, const LkbAtspiRef *of)
{
  g_autoptr (GVariant) value = call (self, of, ACCESSIBLE, "GetRole", NULL);
  guint role;

  g_variant_get (value, "(u)", &role);
  return role;
}

char *
lkb_atspi_dup_role_name (LkbAtspi *self, const LkbAtspiRef *of)
{
  g_autoptr (GVariant) value = call (self, of, ACCESSIBLE, "GetRoleName", NULL);
  char *name;

  g_variant_get (value, "(s)", &name);
  return name;
}

gboolean
lkb_atspi_has_state (LkbAtspi *self, const LkbAtspiRef *of, guint state)
{
  g_autoptr (GVariant) value = call (self, of, ACCESSIBLE, "GetState", NULL);
  g_autoptr (GVariant) words = g_variant_get_child_value (value, 0);
  guint32 word;

  g_assert_cmpuint (g_variant_n_children (words), >, state / 32);
  g_variant_get_child (words, state / 32, "u", &word);
  return (word & (1u << (state % 32))) != 0;
}

void
lkb_atspi_get_extents (LkbAtspi *self, const LkbAtspiRef *of, int extents[4])
{
  g_autoptr (GVariant) value = call (self, of, COMPONENT, "GetExtents",
                                     g_variant_new ("(u)", COORDS_WINDOW));

  g_variant_get (value, "((iiii))", &extents[0], &extents[1], &extents[2], &extents[3]);
}

gboolean
lkb_atspi_do (LkbAtspi *self, const LkbAtspiRef *of, const char *action)
{
  g_autoptr (GVariant) value = call (self, of, ACTION, "GetActions", NULL);
  g_autoptr (GVariantIter) iter = NULL;
  const char *name;

  g_variant_get (value, "(a(sss))", &iter);
  for (int i = 0; g_variant_iter_next (iter, "(&s&s&s)", &name, NULL, NULL); i++)
    {
      g_autoptr (GVariant) answer = NULL;
      gboolean done;

      if (!g_str_equal (name, action))
        continue;
      answer = call (self, of, ACTION, "DoAction", g_variant_new ("(i)", i));
      g_variant_get (answer, "(b)", &done);
      lkb_ui_settle (self->ui);
      return done;
    }
  return FALSE;
}

LkbAtspiRef *
lkb_atspi_find (LkbAtspi *self, const LkbAtspiRef *in, guint role, const char *beginning)
{
  g_autoptr (GPtrArray) children = lkb_atspi_dup_children (self, in);

  for (guint i = 0; i < children->len; i++)
    {
      LkbAtspiRef *child = children->pdata[i];
      LkbAtspiRef *found;

      if (lkb_atspi_get_role (self, child) == role)
        {
          g_autofree char *name = lkb_atspi_dup_name (self, child);

          if (g_str_has_prefix (name, beginning))
            return create_ref (child->name, child->path);
        }
      found = lkb_atspi_find (self, child, role, beginning);
      if (found != NULL)
        return found;
    }
  return NULL;
}
